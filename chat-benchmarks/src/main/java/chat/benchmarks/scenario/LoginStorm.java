package chat.benchmarks.scenario;

import chat.benchmarks.contestant.ChatServer;
import chat.benchmarks.contestant.Guests;
import chat.benchmarks.contestant.Store;
import chat.benchmarks.load.Crowd;
import chat.benchmarks.load.Load;
import chat.benchmarks.measure.Metric;
import chat.benchmarks.report.Results;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** People talk while others log in, as fast as passwords of the usual strength can be checked. */
final class LoginStorm implements Scenario {
  private static final int MEMBERS = 100;
  private static final int SENDERS = 10;
  private static final int PER_SECOND = 500;
  private static final int LOGGING_IN = 8;
  private static final int AT_ONCE = 100;
  private static final String BCRYPT_COST = "12";

  @Override
  public String name() {
    return "login-storm";
  }

  @Override
  public String summary() {
    return "100 in a room at 500 messages/s, without and with eight who log in all the time";
  }

  @Override
  public List<Metric> headlines() {
    return List.of(Metric.P99);
  }

  @Override
  public List<Store> stores() {
    return List.of(Store.SQLITE);
  }

  @Override
  public boolean needsLastingStore() {
    return true;
  }

  @Override
  public void run(Stage stage, Results results) throws IOException {
    for (var chat : stage.chats()) {
      var folder = stage.newFolder();
      stage.progress().step("preparing " + chat.name());
      // At the usual cost only the one is registered who logs in: all the others would take a
      // while.
      Guests members;
      try (var earlier = chat.start(folder)) {
        members = earlier.admit(stage.scaled(MEMBERS), 1);
      }
      try (var server = chat.with("CHAT_BCRYPT_COST", BCRYPT_COST).start(folder)) {
        for (int i = 0; i < stage.repetitions(); i++) {
          for (boolean isStorm : new boolean[] {false, true}) {
            var variant = isStorm ? "with logins" : "without logins";
            stage.progress().step(variant + ", " + chat.name());
            results.add(variant, chat.name(), talk(stage, server, members.tokens(), isStorm));
          }
        }
      }
    }
  }

  private static EnumMap<Metric, Double> talk(
      Stage stage, ChatServer.Running server, List<String> tokens, boolean isStorm)
      throws IOException {
    var guests = new Guests(tokens, server.admit(1, 1).rooms());
    var logins = new LongAdder();
    var trouble = new AtomicReference<Exception>();
    var goesOn = new AtomicBoolean(true);
    var people = new ArrayList<Thread>();
    try (var crowd = new Crowd(server.addresses(), server.dialect(), Conversation.CONTENT_BYTES)) {
      int members = tokens.size();
      crowd.enter(
          Conversation.seats(guests, members, Math.min(SENDERS, members), true), AT_ONCE, in -> {});
      crowd.gather();
      long begun = System.nanoTime();
      if (isStorm) {
        for (int i = 0; i < stage.scaled(LOGGING_IN); i++) {
          var person = new Thread(() -> logIn(server, goesOn, logins, trouble), "login-" + i);
          people.add(person);
          person.start();
        }
      }
      var measured =
          crowd.run(
              new Load.Open(PER_SECOND),
              stage.warmUp(),
              stage.time(),
              server.processes(),
              count -> stage.progress().count(count, "deliveries"));
      double seconds = (System.nanoTime() - begun) / 1e9;
      if (trouble.get() != null) {
        throw new IOException("a login failed", trouble.get());
      }
      var values = Conversation.latency(measured);
      values.put(Metric.DELIVERIES, measured.deliveries() / measured.seconds());
      if (isStorm) {
        values.put(Metric.LOGINS, logins.sum() / seconds);
      }
      return values;
    } finally {
      goesOn.set(false);
      join(people);
    }
  }

  private static void logIn(
      ChatServer.Running server,
      AtomicBoolean goesOn,
      LongAdder logins,
      AtomicReference<Exception> trouble) {
    try {
      while (goesOn.get()) {
        server.api().logIn(server.person(0));
        logins.increment();
      }
    } catch (IOException | InterruptedException e) {
      trouble.set(e);
    }
  }

  /** The last logins are done before anything else is measured. */
  private static void join(List<Thread> people) throws IOException {
    try {
      for (var person : people) {
        person.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
