package chat.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.bootstrap.Settings.Database;
import chat.testmysql.TestDatabase;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one MySQL, one of which has a clock that is five minutes ahead. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoServersClocksTest {
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private TestServer right;
  private TestServer ahead;

  @BeforeAll
  void start(@TempDir Path here, @TempDir Path there) {
    var mysql = TestDatabase.shared();
    var database = new Database(mysql.createDatabase(), mysql.user(), mysql.password());
    right = TestServer.onMySql(here, database);
    ahead = TestServer.onMySql(there, database, Clock.offset(Clock.systemUTC(), AHEAD));
  }

  @AfterAll
  void stop() {
    right.close();
    ahead.close();
  }

  private static Caller somebodyAt(TestServer server, String name) {
    return new Caller(server.address()).register(RunningServer.unique(name));
  }

  @Test
  void a_token_of_either_is_good_on_the_other_at_once() {
    for (var servers : List.of(List.of(right, ahead), List.of(ahead, right))) {
      var issued = somebodyAt(servers.get(0), "ann");
      var there = issued.at(servers.get(1).address());
      assertThat(there.get("/api/users/me").status()).isEqualTo(200);
      long room = there.openRoom(RunningServer.unique("tokens"));
      try (var socket = RoomSocket.join(there, room)) {
        socket.say("let in");
        assertThat(socket.awaitContents(1)).containsExactly("let in");
      }
    }
  }

  @Test
  void a_logout_on_either_ends_the_sockets_and_the_token_on_the_other() throws Exception {
    for (var servers : List.of(List.of(right, ahead), List.of(ahead, right))) {
      var name = RunningServer.unique("ann");
      var phone = new Caller(servers.get(0).address()).register(name);
      var desk = phone.logIn(name, "longenough");
      long room = phone.openRoom(RunningServer.unique("logout"));
      try (var phoneHere = RoomSocket.join(phone, room);
          var deskHere = RoomSocket.open(desk, room)) {
        var elsewhere = servers.get(1).address();
        phone.at(elsewhere).post("/api/logout");
        assertThat(phoneHere.awaitClosed().code()).isEqualTo(4401);
        assertThat(phone.get("/api/users/me").status()).isEqualTo(401);
        assertThat(deskHere.isOpen()).isTrue();

        desk.at(elsewhere).post("/api/logout/everywhere");
        assertThat(deskHere.awaitClosed().code()).isEqualTo(4401);
        assertThat(desk.get("/api/users/me").status()).isEqualTo(401);
      }
    }
  }

  @Test
  void everybody_joins_once_and_leaves_once() {
    var ann = somebodyAt(right, "ann");
    var name = RunningServer.unique("bob");
    var bob = new Caller(ahead.address()).register(name);
    long room = ann.openRoom(RunningServer.unique("presence"));
    try (var annHere = RoomSocket.join(ann, room);
        var annThere = RoomSocket.join(ann.at(ahead.address()), room)) {
      var bobThere = RoomSocket.join(bob, room);
      awaitAbout(annHere, name, 1);
      var bobHere = RoomSocket.join(bob.at(right.address()), room);
      var carol = RunningServer.unique("carol");
      try (var carolHere = RoomSocket.join(new Caller(right.address()).register(carol), room)) {
        // A server that knows of her knows of him, who came before her.
        awaitAbout(annThere, carol, 1);
        assertThat(carolHere.isOpen()).isTrue();
      }
      bobThere.close();
      bobHere.say("still here");
      annThere.awaitContents(1);
      bobHere.close();
      for (var socket : List.of(annHere, annThere)) {
        awaitAbout(socket, name, 2);
        assertThat(about(name, socket))
            .containsExactly(
                "User " + name + " has joined the chat", "User " + name + " has left the chat");
      }
    }
  }

  private static void awaitAbout(RoomSocket socket, String name, int count) {
    await().atMost(Duration.ofSeconds(30)).until(() -> about(name, socket).size() >= count);
  }

  private static List<String> about(String name, RoomSocket socket) {
    return socket.notices().stream().filter(notice -> notice.contains(name)).toList();
  }

  @Test
  void messages_are_in_the_order_of_their_numbers_though_their_times_go_back() {
    int count = 10;
    var ann = somebodyAt(right, "ann");
    var bob = somebodyAt(ahead, "bob");
    long room = ann.openRoom(RunningServer.unique("order"));
    try (var annHere = RoomSocket.join(ann, room);
        var bobThere = ProtocolSocket.joined(bob, room)) {
      for (int i = 0; i < count / 2; i++) {
        bob.say(room, "ahead " + i);
        ann.say(room, "right " + i);
      }
      var upwards = LongStream.rangeClosed(1, count).boxed().toList();
      annHere.awaitContents(count);
      assertThat(seqs(annHere.messages())).isEqualTo(upwards);
      assertThat(bobThere.nextSeqs(count)).isEqualTo(upwards);
      var times = times(annHere.messages());
      assertThat(times.get(0)).as("by the clock that is ahead").isAfter(times.get(1));
    }
    var downwards = LongStream.rangeClosed(1, count).map(i -> count + 1 - i).boxed().toList();
    var messages = "/api/chat/rooms/" + room + "/messages";
    for (var caller : List.of(ann, bob)) {
      var pages = new ArrayList<Long>();
      long before = count + 1L;
      while (before > 1) {
        var page = seqs(caller.get(messages + "?limit=3&before_seq=" + before).body());
        pages.addAll(page);
        before = page.get(page.size() - 1);
      }
      assertThat(pages).isEqualTo(downwards);
      assertThat(seqs(caller.get(messages).body())).isEqualTo(downwards);
      assertThat(seqs(caller.get(messages + "?skip=4&limit=2").body()))
          .isEqualTo(downwards.subList(4, 6));
    }
  }

  @Test
  void what_is_sent_again_to_the_other_is_stored_once_and_changed_there() {
    var ann = somebodyAt(ahead, "ann");
    var there = ann.at(right.address());
    var messages = "/api/chat/rooms/" + ann.openRoom(RunningServer.unique("again")) + "/messages";
    var command = Map.of("content", "once", "client_id", "c-1");
    var first = ann.post(messages, command).body();
    assertThat(there.post(messages, command).body()).isEqualTo(first);

    var message = messages + "/" + first.path("id").asLong();
    var edited = there.patch(message, Map.of("content", "edited before it was sent")).body();
    assertThat(Instant.parse(edited.path("edited_at").asText()))
        .isBefore(Instant.parse(edited.path("timestamp").asText()));
    assertThat(seqs(ann.get(messages).body())).containsExactly(1L);
    assertThat(there.get(messages).body()).isEqualTo(ann.get(messages).body());
    assertThat(ann.delete(message).status()).isEqualTo(204);
  }

  @Test
  void what_either_stored_is_found_on_both() {
    var ann = somebodyAt(right, "ann");
    var bob = somebodyAt(ahead, "bob");
    long room = ann.openRoom(RunningServer.unique("search"));
    bob.say(room, "the first lighthouse");
    ann.say(room, "the second lighthouse");
    for (var caller : List.of(ann, bob)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                var hits = caller.get("/api/search?q=lighthouse").body().path("hits");
                assertThat(hits.findValuesAsText("snippet"))
                    .containsExactly("the first lighthouse", "the second lighthouse");
              });
      var inTheRoom = caller.get("/api/chat/rooms/" + room + "/messages?search=lighthouse").body();
      assertThat(seqs(inTheRoom)).containsExactly(2L, 1L);
    }
  }

  private static List<Long> seqs(Iterable<JsonNode> messages) {
    var seqs = new ArrayList<Long>();
    messages.forEach(message -> seqs.add(message.path("seq").asLong()));
    return seqs;
  }

  private static List<Instant> times(List<JsonNode> messages) {
    return messages.stream()
        .map(message -> Instant.parse(message.path("timestamp").asText()))
        .toList();
  }
}
