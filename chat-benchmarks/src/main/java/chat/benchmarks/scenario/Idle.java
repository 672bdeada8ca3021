package chat.benchmarks.scenario;

import chat.benchmarks.contestant.Server;
import chat.benchmarks.contestant.Store;
import chat.benchmarks.load.Crowd;
import chat.benchmarks.load.Seat;
import chat.benchmarks.measure.Metric;
import chat.benchmarks.measure.OpenFiles;
import chat.benchmarks.measure.Usage;
import chat.benchmarks.report.Results;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;

/** Connections that do nothing. */
final class Idle implements Scenario {
  private static final int CONNECTIONS = 10_000;
  private static final int MEMBERS = 100;
  private static final int AT_ONCE = 100;
  private static final int WARM_UP = 200;

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String summary() {
    return "10,000 connections in rooms of 100: the memory of one, after a garbage collection";
  }

  @Override
  public List<Metric> headlines() {
    return List.of(Metric.KB_PER_CONNECTION);
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
  public boolean needsJoined() {
    return true;
  }

  @Override
  public void run(Stage stage, Results results) throws IOException {
    int wanted = stage.scaled(CONNECTIONS);
    int connections = OpenFiles.enoughFor(wanted);
    if (connections < wanted) {
      stage
          .progress()
          .say(
              "  only "
                  + connections
                  + " connections, because of open files: raise ulimit -n to "
                  + (wanted + OpenFiles.SPARE));
    }
    for (int i = 0; i < stage.repetitions(); i++) {
      for (var contestant : stage.contestants()) {
        stage.progress().step("starting " + contestant.name());
        // A new one each time: what a process once had it seldom gives back.
        try (var server = contestant.start(stage.newFolder())) {
          results.add("joined", contestant.name(), with(stage, server, connections));
        }
      }
    }
  }

  private static EnumMap<Metric, Double> with(Stage stage, Server server, int connections)
      throws IOException {
    int members = Math.min(MEMBERS, connections);
    int rooms = (connections + members - 1) / members;
    var guests = server.admit(members, rooms);
    // Before anything is counted, everything has been done once.
    enter(
            stage,
            server,
            Conversation.seats(guests, members, 1, true).subList(0, Math.min(connections, WARM_UP)))
        .close();
    settle(stage);
    var heapBefore = Usage.collect(server.process());
    long before = resident(server);
    var seats = Conversation.seats(guests, members, 1, true).subList(0, connections);
    try (var crowd = enter(stage, server, seats)) {
      crowd.gather();
      crowd.idle(settling(stage));
      var heap = Usage.collect(server.process());
      long after = resident(server);
      crowd.gather();
      var values = new EnumMap<Metric, Double>(Metric.class);
      values.put(Metric.CONNECTIONS, (double) connections);
      values.put(Metric.KB_PER_CONNECTION, (after - before) / 1024.0 / connections);
      values.put(Metric.RESIDENT, after / 1e6);
      if (heap.isPresent() && heapBefore.isPresent()) {
        values.put(
            Metric.HEAP_PER_CONNECTION,
            (heap.getAsLong() - heapBefore.getAsLong()) / 1024.0 / connections);
      }
      return values;
    }
  }

  private static Crowd enter(Stage stage, Server server, List<Seat> seats) throws IOException {
    var crowd = new Crowd(server.addresses(), server.dialect(), Conversation.CONTENT_BYTES);
    stage.progress().step("letting " + seats.size() + " in");
    crowd.enter(seats, AT_ONCE, in -> stage.progress().count(in, "in"));
    return crowd;
  }

  private static long resident(Server server) throws IOException {
    try {
      return Usage.settledResidentBytes(server.process());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static Duration settling(Stage stage) {
    return stage.warmUp();
  }

  private static void settle(Stage stage) throws IOException {
    try {
      Thread.sleep(settling(stage).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
