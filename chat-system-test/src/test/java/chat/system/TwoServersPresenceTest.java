package chat.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.bootstrap.Settings.Database;
import chat.testmysql.TestDatabase;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one MySQL, and nothing else between them: who is in a room is so on both. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoServersPresenceTest {
  /** What a node says is on the others within three seconds; a busy machine takes longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Database database;
  private TestServer server;
  private TestServer other;

  @BeforeAll
  void start(@TempDir Path here, @TempDir Path there) {
    var mysql = TestDatabase.shared();
    database = new Database(mysql.createDatabase(), mysql.user(), mysql.password());
    server = TestServer.onMySql(here, database);
    other = TestServer.onMySql(there, database);
  }

  @AfterAll
  void stop() {
    server.close();
    other.close();
  }

  private Caller somebody(String name) {
    return new Caller(server.address()).register(RunningServer.unique(name));
  }

  private Caller there(Caller who) {
    return who.at(other.address());
  }

  private static void awaitAbout(RoomSocket socket, String name, int count) {
    await().atMost(PATIENCE).until(() -> about(name, socket).size() >= count);
  }

  private static List<String> about(String name, RoomSocket socket) {
    return socket.notices().stream().filter(notice -> notice.startsWith("User " + name)).toList();
  }

  @Test
  void plain_sockets_hear_once_who_joins_and_leaves_on_either_server() {
    var ann = somebody("ann");
    var bob = somebody("bob");
    var carol = somebody("carol");
    long room = ann.openRoom(RunningServer.unique("plain"));
    try (var annHere = RoomSocket.join(ann, room);
        var carolThere = RoomSocket.join(there(carol), room)) {
      var bobHere = RoomSocket.join(bob, room);
      awaitAbout(carolThere, "bob", 1);
      var bobThere = RoomSocket.open(there(bob), room);
      bobThere.say("from the other server");
      carolThere.awaitContents(1);
      // Who hears of the one who came after him knows that he is there.
      try (var doraThere = RoomSocket.join(there(somebody("dora")), room)) {
        awaitAbout(annHere, "dora", 1);
        bobHere.close();
        bobThere.say("still here");
        doraThere.awaitContents(1);
      }
      awaitAbout(annHere, "dora", 2);
      bobThere.close();
      for (var socket : List.of(annHere, carolThere)) {
        awaitAbout(socket, "bob", 2);
        assertThat(about("bob", socket))
            .satisfiesExactly(
                joined -> assertThat(joined).endsWith("has joined the chat"),
                left -> assertThat(left).endsWith("has left the chat"));
      }
    }
  }

  @Test
  void the_first_socket_on_each_server_is_shown_its_own_coming_and_the_others_once() {
    var ann = somebody("ann");
    var name = RunningServer.unique("bob");
    var bob = new Caller(server.address()).register(name);
    long room = ann.openRoom(RunningServer.unique("own"));
    try (var annThere = RoomSocket.join(there(ann), room);
        var bobHere = RoomSocket.join(bob, room)) {
      awaitAbout(annThere, name, 1);
      try (var bobThere = RoomSocket.join(there(bob), room);
          var inATab = RoomSocket.open(there(bob), room)) {
        inATab.say("from a second tab");
        for (var socket : List.of(annThere, bobHere, bobThere, inATab)) {
          socket.awaitContents(1);
        }
        var joined = "User " + name + " has joined the chat";
        assertThat(bobThere.notices()).containsExactly(joined);
        assertThat(inATab.notices()).isEmpty();
        assertThat(about(name, annThere)).containsExactly(joined);
        assertThat(about(name, bobHere)).containsExactly(joined);
      }
    }
  }

  @Test
  void somebody_who_joins_is_shown_the_people_on_both_servers() {
    var ann = somebody("ann");
    var bob = somebody("bob");
    long room = ann.openRoom(RunningServer.unique("members"));
    try (var annHere = ProtocolSocket.joined(ann, room);
        var bobThere = ProtocolSocket.joined(there(bob), room)) {
      assertThat(nextPresence(annHere)).isEqualTo("online bob");
      assertThat(bobThere).isNotNull();
      for (var address : List.of(server.address(), other.address())) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () -> {
                  // Ann herself, on a socket of her own, changes nothing for anybody.
                  try (var socket = ProtocolSocket.greeted(ann.at(address))) {
                    socket.send("{'type':'join','room_id':%d}", room);
                    var joined = socket.next();
                    assertThat(joined.path("online").asInt()).isEqualTo(2);
                    assertThat(ids(joined.path("members"))).hasSize(2);
                  }
                });
      }
    }
  }

  private static List<Long> ids(JsonNode members) {
    var ids = new ArrayList<Long>();
    members.forEach(member -> ids.add(member.path("user_id").asLong()));
    return ids;
  }

  private static String nextPresence(ProtocolSocket socket) {
    while (true) {
      var frame = socket.next();
      if (frame.path("type").asText().equals("presence")) {
        var name = frame.path("username").asText();
        return frame.path("status").asText() + " " + name.substring(0, name.indexOf('-'));
      }
    }
  }

  @Test
  void v1_sockets_hear_once_who_joins_and_leaves_on_either_server() {
    var ann = somebody("ann");
    var bob = somebody("bob");
    long room = ann.openRoom(RunningServer.unique("v1"));
    try (var annHere = ProtocolSocket.joined(ann, room)) {
      var bobHere = ProtocolSocket.joined(bob, room);
      assertThat(nextPresence(annHere)).isEqualTo("online bob");
      var bobThere = ProtocolSocket.joined(there(bob), room);
      var doraThere = ProtocolSocket.joined(there(somebody("dora")), room);
      assertThat(nextPresence(annHere)).isEqualTo("online dora");
      bobHere.close();
      doraThere.close();
      assertThat(nextPresence(annHere)).isEqualTo("offline dora");
      bobThere.close();
      assertThat(nextPresence(annHere)).isEqualTo("offline bob");
    }
  }

  @Test
  void a_server_that_stops_takes_its_people_with_it(@TempDir Path directory) {
    var ann = somebody("ann");
    var bob = somebody("bob");
    long room = ann.openRoom(RunningServer.unique("stopping"));
    try (var annHere = RoomSocket.join(ann, room)) {
      var third = TestServer.onMySql(directory, database);
      RoomSocket.join(bob.at(third.address()), room);
      awaitAbout(annHere, "bob", 1);
      third.close();
      awaitAbout(annHere, "bob", 2);
      assertThat(about("bob", annHere)).hasSize(2).last().asString().endsWith("has left the chat");
    }
  }
}
