package chat.system;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.web.limit.Limit;
import chat.adapter.web.limit.LimitSettings;
import chat.bootstrap.Settings.Database;
import chat.testmysql.TestDatabase;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one MySQL, and nothing else between them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoServersTest {
  private static final int SOCKETS = 4;
  private static final int WRONG_PASSWORDS = 2;

  /** Low ones, of what is counted and doesn't come back by itself while a test runs. */
  private static final LimitSettings LIMITS =
      LimitSettings.DEFAULTS
          .with(Limit.SOCKETS, SOCKETS)
          .with(Limit.FAILED_LOGINS_OF_NAME, WRONG_PASSWORDS);

  private TestServer server;
  private TestServer other;

  @BeforeAll
  void start(@TempDir Path here, @TempDir Path there) {
    var mysql = TestDatabase.shared();
    var database = new Database(mysql.createDatabase(), mysql.user(), mysql.password());
    server = TestServer.onMySql(here, database, LIMITS);
    other = TestServer.onMySql(there, database, LIMITS);
  }

  @AfterAll
  void stop() {
    server.close();
    other.close();
  }

  private Caller here() {
    return new Caller(server.address()).register(RunningServer.unique("ann"));
  }

  private Caller there() {
    return new Caller(other.address()).register(RunningServer.unique("bob"));
  }

  @Test
  void what_one_server_stored_is_on_a_plain_socket_of_the_other() {
    var ann = here();
    var bob = there();
    long room = ann.openRoom(RunningServer.unique("across"));
    try (var socket = RoomSocket.join(bob, room)) {
      ann.say(room, "one");
      assertThat(socket.awaitContents(1)).containsExactly("one");
      ann.say(room, "two");
      ann.say(room, "three");
      assertThat(socket.awaitContents(3)).containsExactly("one", "two", "three");
    }
  }

  @Test
  void what_one_server_stored_is_on_a_v1_socket_of_the_other() {
    var ann = here();
    var bob = there();
    long room = ann.openRoom(RunningServer.unique("across"));
    var messages = "/api/chat/rooms/" + room + "/messages/";
    try (var socket = ProtocolSocket.joined(bob, room)) {
      long message = ann.say(room, "one").body().path("id").asLong();
      assertThat(nextLogged(socket).path("content").asText()).isEqualTo("one");
      ann.patch(messages + message, Map.of("content", "other words"));
      var edited = nextLogged(socket);
      assertThat(edited.path("type").asText()).isEqualTo("message_edited");
      assertThat(edited.path("seq").asLong()).isEqualTo(2);
      ann.delete(messages + message);
      assertThat(nextLogged(socket).path("type").asText()).isEqualTo("message_deleted");
    }
  }

  @Test
  void what_both_store_at_once_is_on_every_socket_of_both_in_one_order_and_once() {
    int each = 60;
    var ann = here();
    var bob = there();
    long room = ann.openRoom(RunningServer.unique("both"));
    try (var annPlain = RoomSocket.join(ann, room);
        var bobPlain = RoomSocket.join(bob, room);
        var annV1 = ProtocolSocket.joined(ann, room);
        var bobV1 = ProtocolSocket.joined(bob, room)) {
      var writing = CompletableFuture.runAsync(() -> say(ann, room, each));
      say(bob, room, each);
      writing.join();

      var all = LongStream.rangeClosed(1, 2L * each).boxed().toList();
      assertThat(seqs(annPlain, 2 * each)).isEqualTo(all);
      assertThat(seqs(bobPlain, 2 * each)).isEqualTo(all);
      assertThat(seqs(annV1, 2 * each)).isEqualTo(all);
      assertThat(seqs(bobV1, 2 * each)).isEqualTo(all);
      assertThat(annPlain.contents()).isEqualTo(bobPlain.contents());
    }
  }

  @Test
  void a_client_that_changes_servers_misses_nothing_and_gets_nothing_twice() {
    var ann = here();
    var bob = there();
    long room = ann.openRoom(RunningServer.unique("moving"));
    // The other server follows the room, and is behind for a moment.
    try (var witness = RoomSocket.join(bob, room)) {
      for (int i = 0; i < 5; i++) {
        ann.say(room, "before " + i);
      }
      var annThere = new Caller(other.address()).with(ann.token());
      try (var socket = ProtocolSocket.greeted(annThere)) {
        socket.send("{'type':'join','room_id':%d,'after_seq':3}", room);
        assertThat(socket.next().path("type").asText()).isEqualTo("joined");
        ann.say(room, "after");
        var seqs = new ArrayList<Long>();
        for (int i = 0; i < 3; i++) {
          seqs.add(nextLogged(socket).path("seq").asLong());
        }
        assertThat(seqs).containsExactly(4L, 5L, 6L);
      }
      assertThat(seqs(witness, 6)).isEqualTo(LongStream.rangeClosed(1, 6).boxed().toList());
    }
  }

  @Test
  void each_server_counts_a_persons_sockets_for_itself() {
    var ann = here();
    long room = ann.openRoom(RunningServer.unique("many tabs"));
    var sockets = new ArrayList<RoomSocket>();
    try {
      for (var address : List.of(server.address(), other.address())) {
        var tabs = ann.at(address);
        for (int i = 0; i < SOCKETS; i++) {
          sockets.add(RoomSocket.open(tabs, room));
        }
        assertThat(RoomSocket.refusal(address, room, ann.token())).isEqualTo(429);
      }
      ann.say(room, "to all of them");
      sockets.forEach(socket -> socket.awaitContents(1));
    } finally {
      sockets.forEach(RoomSocket::close);
    }
  }

  @Test
  void each_server_counts_wrong_passwords_for_itself() {
    var name = RunningServer.unique("ann");
    var ann = new Caller(server.address()).register(name);
    for (var address : List.of(server.address(), other.address())) {
      var guesser = ann.at(address);
      for (int i = 0; i < WRONG_PASSWORDS; i++) {
        assertThat(logIn(guesser, name, "not hers").status()).isEqualTo(401);
      }
      assertThat(logIn(guesser, name, "longenough").status()).isEqualTo(429);
    }
    assertThat(ann.get("/api/users/me").status()).isEqualTo(200);
  }

  private static Answer logIn(Caller caller, String name, String password) {
    return caller.form("/api/login", Map.of("username", name, "password", password));
  }

  private static void say(Caller who, long room, int count) {
    for (int i = 0; i < count; i++) {
      who.say(room, "message " + i);
    }
  }

  private static List<Long> seqs(RoomSocket socket, int count) {
    socket.awaitContents(count);
    return socket.messages().stream().map(message -> message.path("seq").asLong()).toList();
  }

  private static List<Long> seqs(ProtocolSocket socket, int count) {
    var seqs = new ArrayList<Long>();
    while (seqs.size() < count) {
      seqs.add(nextLogged(socket).path("seq").asLong());
    }
    return seqs;
  }

  /** The next frame that isn't about who comes and goes. */
  private static JsonNode nextLogged(ProtocolSocket socket) {
    while (true) {
      var frame = socket.next();
      if (frame.path("type").asText().startsWith("message")) {
        return frame;
      }
    }
  }
}
