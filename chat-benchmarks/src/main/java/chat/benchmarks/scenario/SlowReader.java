package chat.benchmarks.scenario;

import chat.benchmarks.contestant.Guests;
import chat.benchmarks.contestant.Server;
import chat.benchmarks.contestant.Store;
import chat.benchmarks.load.Crowd;
import chat.benchmarks.load.Load;
import chat.benchmarks.load.Measured;
import chat.benchmarks.load.Seat;
import chat.benchmarks.measure.Metric;
import chat.benchmarks.measure.Usage;
import chat.benchmarks.report.Results;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Some of a room never read: what that costs the server, and the others. */
final class SlowReader implements Scenario {
  private static final int MEMBERS = 100;
  private static final int SENDERS = 10;
  private static final int PER_SECOND = 2_000;

  /** More than usual, so that what isn't read soon fills what the system keeps by itself. */
  private static final int CONTENT_BYTES = 512;

  private static final int AT_ONCE = 100;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  private static final List<Integer> SLOW = List.of(0, 1, 5);

  @Override
  public String name() {
    return "slow-reader";
  }

  @Override
  public String summary() {
    return "100 in a room at 2,000 messages/s, of whom 0, 1 or 5 never read";
  }

  @Override
  public List<Metric> headlines() {
    return List.of(Metric.P99, Metric.HEAP);
  }

  @Override
  public List<Store> stores() {
    return List.of(Store.SQLITE);
  }

  @Override
  public boolean isForAll() {
    return true;
  }

  @Override
  public void run(Stage stage, Results results) throws IOException {
    stage.inTurn(
        SLOW,
        (slow, name, server) -> {
          var what = slow + " never read";
          stage.progress().step(what + ", " + name);
          var values = talk(stage, server, slow, false);
          stage.progress().step(what + ", " + name + ": the heap");
          var heap = talk(stage, server, slow, true).get(Metric.HEAP);
          if (heap != null) {
            values.put(Metric.HEAP, heap);
          }
          results.add(what, name, values);
        });
  }

  /** Looking at the heap stops the server for a while, so that latency is measured without. */
  private static EnumMap<Metric, Double> talk(
      Stage stage, Server server, int slow, boolean isForHeap) throws IOException {
    int members = stage.scaled(MEMBERS);
    var guests = server.admit(members + slow, 1);
    var load = new Load.Open(Math.max(100, PER_SECOND * Math.min(1, stage.scale())));
    try (var crowd = new Crowd(server.addresses(), server.dialect(), CONTENT_BYTES)) {
      crowd.enter(
          Conversation.seats(guests, members, Math.min(SENDERS, members), true), AT_ONCE, in -> {});
      crowd.gather();
      run(stage, crowd, load, stage.warmUp(), server);
      crowd.enter(slowSeats(guests, members, slow), AT_ONCE, in -> {});
      var values = new EnumMap<Metric, Double>(Metric.class);
      if (isForHeap) {
        var most = new AtomicLong();
        var goesOn = new AtomicBoolean(true);
        var looking = new Thread(() -> look(server, goesOn, most), "heap");
        looking.start();
        try {
          run(stage, crowd, load, stage.time(), server);
        } finally {
          goesOn.set(false);
          join(looking);
        }
        if (most.get() > 0) {
          values.put(Metric.HEAP, most.get() / 1e6);
        }
      } else {
        var measured = run(stage, crowd, load, stage.time(), server);
        values.putAll(Conversation.figures(measured));
        values.put(Metric.THROWN_OUT, (double) crowd.thrownOut());
      }
      return values;
    }
  }

  private static Measured run(Stage stage, Crowd crowd, Load load, Duration time, Server server)
      throws IOException {
    return crowd.run(
        load,
        Duration.ZERO,
        time,
        server.processes(),
        count -> stage.progress().count(count, "deliveries"));
  }

  private static List<Seat> slowSeats(Guests guests, int members, int slow) {
    var seats = new ArrayList<Seat>();
    for (int i = 0; i < slow; i++) {
      seats.add(new Seat(guests.tokens().get(members + i), guests.rooms().get(0), false, false));
    }
    return seats;
  }

  /** At least once. */
  private static void look(Server server, AtomicBoolean goesOn, AtomicLong most) {
    do {
      Usage.collect(server.process()).ifPresent(bytes -> most.accumulateAndGet(bytes, Math::max));
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    } while (goesOn.get());
  }

  /** So that it doesn't look into what is measured next. */
  private static void join(Thread looking) throws IOException {
    try {
      looking.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
