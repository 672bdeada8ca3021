package chat.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.bootstrap.Settings.Database;
import chat.testmysql.TestDatabase;
import chat.testnats.Cable;
import chat.testnats.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two servers on one MySQL, and a broker between them that comes to harm. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NatsOutageTest {
  private static final int EACH = 10;

  private TestBroker broker;
  private Cable cable;
  private TestServer server;
  private TestServer other;

  @BeforeAll
  void start(@TempDir Path here, @TempDir Path there) {
    broker = TestBroker.launch();
    cable = new Cable(broker.address());
    var mysql = TestDatabase.shared();
    var database = new Database(mysql.createDatabase(), mysql.user(), mysql.password());
    server = TestServer.onNats(here, database, broker.url());
    other = TestServer.onNats(there, database, broker.url(cable.port()));
  }

  @AfterAll
  void stop() {
    server.close();
    other.close();
    cable.close();
    broker.close();
  }

  /** What comes over the broker, or over the way that Bob's server alone has to it. */
  enum Harm {
    KILLED {
      @Override
      void begin(NatsOutageTest test) {
        test.broker.kill();
      }

      @Override
      void end(NatsOutageTest test) {
        test.broker.start();
      }
    },
    FROZEN {
      @Override
      void begin(NatsOutageTest test) {
        test.broker.freeze();
      }

      @Override
      void end(NatsOutageTest test) {
        test.broker.thaw();
      }
    },
    HEARS_NOTHING {
      @Override
      void begin(NatsOutageTest test) {
        test.cable.cut(Cable.Direction.TO_SERVER);
      }

      @Override
      void end(NatsOutageTest test) {
        test.cable.mend();
      }
    },
    SAYS_NOTHING {
      @Override
      void begin(NatsOutageTest test) {
        test.cable.cut(Cable.Direction.TO_CLIENT);
      }

      @Override
      void end(NatsOutageTest test) {
        test.cable.mend();
      }
    };

    /** Whether both servers lose the broker. */
    boolean hitsAll() {
      return this == KILLED || this == FROZEN;
    }

    abstract void begin(NatsOutageTest test);

    abstract void end(NatsOutageTest test);
  }

  @ParameterizedTest
  @EnumSource
  void nothing_is_lost_or_repeated_and_health_says_what_is_wrong(Harm harm) {
    var ann = new Caller(server.address()).register(RunningServer.unique("ann"));
    var bob = new Caller(other.address()).register(RunningServer.unique("bob"));
    long room = ann.openRoom(RunningServer.unique("outage"));
    awaitHealth(ann, "ok");
    awaitHealth(bob, "ok");
    try (var annPlain = RoomSocket.join(ann, room);
        var bobPlain = RoomSocket.join(bob, room);
        var bobV1 = ProtocolSocket.joined(bob, room)) {
      talk(ann, bob, room);
      harm.begin(this);
      // Before anybody has noticed, and afterwards.
      talk(ann, bob, room);
      awaitHealth(bob, "degraded");
      // Each server says how it is itself.
      awaitHealth(ann, harm.hitsAll() ? "degraded" : "ok");
      talk(ann, bob, room);
      bobPlain.awaitContents(6 * EACH);
      annPlain.awaitContents(6 * EACH);
      harm.end(this);
      awaitHealth(ann, "ok");
      awaitHealth(bob, "ok");
      talk(ann, bob, room);

      var all = LongStream.rangeClosed(1, 8L * EACH).boxed().toList();
      for (var plain : List.of(annPlain, bobPlain)) {
        plain.awaitContents(all.size());
        assertThat(plain.messages())
            .extracting(message -> message.path("seq").asLong())
            .isEqualTo(all);
      }
      assertThat(bobV1.nextSeqs(all.size())).isEqualTo(all);
    }
  }

  private static void talk(Caller ann, Caller bob, long room) {
    for (int i = 0; i < EACH; i++) {
      assertThat(ann.say(room, "from one server").status()).isEqualTo(201);
      assertThat(bob.say(room, "from the other").status()).isEqualTo(201);
    }
  }

  private static void awaitHealth(Caller who, String status) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              var health = who.get("/api/health");
              assertThat(health.status()).isEqualTo(200);
              return health.body().path("status").asText().equals(status);
            });
  }
}
