package chat.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.testmysql.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MySqlOutageIT {
  private static final int OUTAGES = 2;
  private static final int TALKERS = 6;
  private static final int POSTS_AT_ONCE = 200;

  /** What the server handles requests with at most, whatever comes. */
  private static final int HTTP_THREADS = 64;

  private TestDatabase mysql;

  @TempDir private Path data;

  @BeforeAll
  void launch() {
    mysql = TestDatabase.launch();
  }

  @AfterAll
  void close() {
    mysql.close();
  }

  private Map<String, String> on(String url) {
    return Map.of(
        "CHAT_DATABASE_URL",
        url,
        "CHAT_DATABASE_USER",
        mysql.user(),
        "CHAT_DATABASE_PASSWORD",
        mysql.password(),
        "CHAT_DATA_DIR",
        data.toString(),
        "CHAT_JWT_SECRET",
        "a secret of the tests, 32 bytes at least",
        "CHAT_BCRYPT_COST",
        "4",
        // The talkers talk as fast as they are answered.
        "CHAT_LIMITS",
        "off");
  }

  @Test
  void a_server_started_before_its_database_waits_for_it_and_says_so() {
    var url = mysql.createDatabase();
    mysql.stop();
    boolean up = false;
    try (var server = RealJar.run(on(url), "serve", "--port", "0")) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> server.err().contains("Waiting for the database"));
      assertThat(server.isAlive()).isTrue();
      assertThat(server.out()).isEmpty();

      mysql.start();
      up = true;

      server.awaitReady();
      assertThat(server.caller().get("/api/health").status()).isEqualTo(200);
      assertThat(server.stop("TERM")).isZero();
    } finally {
      if (!up) {
        mysql.start();
      }
    }
  }

  @Test
  void a_database_killed_under_load_costs_nothing_but_refusals_until_it_is_back() throws Exception {
    var whereabouts = new Whereabouts();
    var ledger = new Ledger();
    try (var server = RealJar.serve(on(mysql.createDatabase()))) {
      long threadsAtRest = threads(server);
      whereabouts.found(server.address());
      var ann = server.caller().register("ann");
      long room = ann.openRoom("outage");
      var messages = "/api/chat/rooms/" + room + "/messages";
      var talkers = new ArrayList<Talker>();
      for (int i = 0; i < TALKERS; i++) {
        var who = server.caller().register("talker-" + i);
        talkers.add(new Talker(whereabouts, ledger, who, room, "talker " + i));
      }
      var sockets = talkers.stream().map(Talker::join).toList();
      talkers.forEach(Talker::start);

      for (int outage = 1; outage <= OUTAGES; outage++) {
        int enough = ledger.acknowledged() + 100;
        await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(1))
            .until(() -> ledger.acknowledged() >= enough);

        mysql.kill();
        whereabouts.lost();

        // All of this while the database stays down: no answer can have waited for it.
        assertUnavailable(ann.get("/api/health"));
        var posts = new ArrayList<CompletableFuture<Answer>>();
        for (int i = 0; i < POSTS_AT_ONCE; i++) {
          posts.add(ann.postLater(messages, Map.of("content", "to a database that is away")));
        }
        posts.forEach(post -> assertUnavailable(post.join()));
        assertThat(threads(server)).isLessThanOrEqualTo(threadsAtRest + HTTP_THREADS);
        assertThat(ann.get("/api/openapi.json").status()).isEqualTo(200);
        assertThat(sockets).allMatch(RoomSocket::isOpen);

        mysql.start();
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> server.caller().get("/api/health").status() == 200);
        whereabouts.found(server.address());
      }

      for (var talker : talkers) {
        talker.finish();
      }
      var history = Ledger.history(ann, room);
      ledger.check(history);
      for (var socket : sockets) {
        socket.awaitContents(history.size());
        Ledger.checkSeen(socket.messages(), history);
        assertThat(socket.messages()).hasSameSizeAs(history);
      }
    } finally {
      whereabouts.lost();
    }
  }

  @Test
  void a_message_whose_commit_got_no_answer_is_shown_and_stored_once() throws Exception {
    try (var network = new CommitCutter(mysql.createDatabase());
        var server = RealJar.serve(on(network.url()))) {
      var ann = server.caller().register("ann");
      var bob = server.caller().register("bob");
      long room = ann.openRoom("silence");
      var messages = "/api/chat/rooms/" + room + "/messages";
      try (var anns = RoomSocket.join(ann, room);
          var bobs = RoomSocket.join(bob, room)) {
        assertThat(ann.say(room, "before").status()).isEqualTo(201);

        network.arm();
        var unknown = Map.of("content", "no answer", "client_id", "c-1");
        assertUnavailable(ann.post(messages, unknown));
        assertThat(network.cuts()).isEqualTo(1);

        // It is in the room though nobody sends it again, and though nobody says anything else.
        assertThat(bobs.awaitContents(2)).containsExactly("before", "no answer");
        var again = await().until(() -> ann.post(messages, unknown), a -> a.status() != 503);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body().get("id")).isEqualTo(bobs.messages().get(1).get("id"));

        // Over a socket, where nobody sends it again.
        network.arm();
        anns.say("no answer either");
        assertThat(bobs.awaitContents(3)).contains("no answer either");
        assertThat(network.cuts()).isEqualTo(2);
        await().until(() -> ann.say(room, "after").status() == 201);

        assertThat(bobs.awaitContents(4))
            .containsExactly("before", "no answer", "no answer either", "after");
        assertThat(anns.awaitContents(4)).isEqualTo(bobs.contents());
        var history = Ledger.history(ann, room);
        assertThat(history).hasSize(4);
        Ledger.checkSeen(anns.messages(), history);
        Ledger.checkSeen(bobs.messages(), history);
      }
    }
  }

  private static void assertUnavailable(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
  }

  private static long threads(RealJar server) throws IOException {
    try (var tasks = Files.list(Path.of("/proc", Long.toString(server.pid()), "task"))) {
      return tasks.count();
    }
  }
}
