package chat.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.proof.check.Verdict;
import chat.proof.check.Violation;
import chat.proof.fault.Broker;
import chat.proof.fault.Fault;
import chat.proof.fault.Store;
import chat.testmysql.TestDatabase;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Half a minute of the proof on one server and on several, and that it can fail. */
class ProofIT {
  // The plan of each begins with what the test wants to see.
  private static final long SEED = 8;
  private static final long SEED_WITHOUT_BROKER = 10_107;
  private static final long SEED_WITH_BROKER = 10_455;

  /** By place: ids have gaps. */
  private static final String THE_TENTH =
      """
      SELECT id
      FROM messages
      WHERE id NOT IN (SELECT message_id FROM room_events)
      ORDER BY id LIMIT 1 OFFSET 9
      """;

  @TempDir private Path folder;

  private static Trial trial(int seconds) {
    return trial(SEED, seconds, 1);
  }

  private static Trial trial(long seed, int seconds, int servers) {
    return Trial.of(
        Path.of(System.getProperty("chat.jar")), seed, Duration.ofSeconds(seconds), servers);
  }

  private Report run(Trial trial, Store store) throws Exception {
    return run(trial, store, null);
  }

  private Report run(Trial trial, Store store, @Nullable Broker broker) throws Exception {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var report = Proof.run(trial, store, broker, folder, out);
    report.print(out);
    return report;
  }

  private static void assertHolds(Report report) {
    assertThat(report.verdict().violations()).isEmpty();
    assertThat(report.holds()).isTrue();
    assertThat(report.kills()).isPositive();
    assertThat(report.verdict().acknowledged()).isGreaterThan(100);
    assertThat(report.verdict().changes()).isPositive();
    assertThat(report.verdict().seen()).isGreaterThan(report.verdict().stored());
  }

  @Test
  void the_guarantees_hold_on_sqlite() throws Exception {
    try (var store = Store.sqlite(folder.resolve("data"))) {
      var report = run(trial(20), store);
      assertHolds(report);
      assertThat(report.faults()).containsKey(Fault.Kind.CUT);
    }
  }

  @Test
  void the_guarantees_hold_on_three_servers_without_a_broker() throws Exception {
    try (var store = Store.mysql()) {
      var report = run(trial(SEED_WITHOUT_BROKER, 20, 3), store);
      assertHolds(report);
      assertThat(report.faults())
          .containsKeys(Fault.Kind.PARTITION_DATABASE, Fault.Kind.KILL_SERVER, Fault.Kind.CUT);
    }
  }

  @Test
  void the_guarantees_hold_on_three_servers_with_a_broker() throws Exception {
    try (var store = Store.mysql();
        var broker = Broker.launch()) {
      var report = run(trial(SEED_WITH_BROKER, 20, 3), store, broker);
      assertHolds(report);
      assertThat(report.faults())
          .containsKeys(
              Fault.Kind.KILL_SERVER, Fault.Kind.KILL_BROKER, Fault.Kind.PARTITION_BROKER);
    }
  }

  @Test
  void a_database_that_forgets_a_message_is_caught() throws Exception {
    var database = TestDatabase.shared();
    var url = database.createDatabase();
    try (var store = Store.at(url, database.user(), database.password())) {
      var forgetting = CompletableFuture.supplyAsync(() -> forgetOne(database, url));
      var verdict = run(trial(20), store).verdict();
      long forgotten = forgetting.join();
      assertThat(verdict.holds()).isFalse();
      assertThat(verdict.violations())
          .anySatisfy(
              violation -> {
                assertThat(violation.kind()).isEqualTo(Violation.Kind.LOST);
                // Told by its acknowledgement, or by who saw it when its connection was cut and it
                // was sent and stored once more.
                assertThat(violation.what()).containsPattern("message " + forgotten + "\\b");
              });
    }
  }

  /** Deletes the tenth message that nobody changed, as soon as there are more; its id. */
  private static long forgetOne(TestDatabase database, String url) {
    var forgotten = new AtomicLong();
    await()
        .atMost(Duration.ofMinutes(1))
        // There are no tables yet, or somebody changes it at this moment.
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(
            () -> {
              if (ask(database, url, "SELECT COUNT(*) FROM messages") <= 15) {
                return false;
              }
              forgotten.set(ask(database, url, THE_TENTH));
              delete(database, url, forgotten.get());
              return true;
            });
    return forgotten.get();
  }

  private static void delete(TestDatabase database, String url, long message) throws SQLException {
    try (var connection = DriverManager.getConnection(url, database.user(), database.password());
        var statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("DELETE FROM messages WHERE id = " + message)).isOne();
    }
  }

  private static long ask(TestDatabase database, String url, String query) throws SQLException {
    try (var connection = DriverManager.getConnection(url, database.user(), database.password());
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void a_swallowed_frame_is_a_gap_to_a_bare_socket_and_healed_by_the_client() throws Exception {
    var line = new Line(Path.of(System.getProperty("chat.jar")), folder);
    try (line) {
      Verdict bare = line.judge(Line.Kind.BARE);
      assertThat(bare.violations())
          .extracting(Violation::toString)
          .containsExactly("GAP: bob in room 1 was shown 1 and then 3: 2 is missing");
      assertThat(line.judge(Line.Kind.CLIENT).violations()).isEmpty();
    }
  }
}
