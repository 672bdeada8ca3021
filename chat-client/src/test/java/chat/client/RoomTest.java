package chat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.client.ScriptedServer.Peer;
import chat.client.event.CaughtUp;
import chat.client.event.JoinRefused;
import chat.client.event.Joined;
import chat.client.event.Left;
import chat.client.event.Member;
import chat.client.event.MessageDeleted;
import chat.client.event.MessageEdited;
import chat.client.event.MessagePosted;
import chat.client.event.Presence;
import chat.client.event.Reset;
import chat.client.event.Typing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What the listener of a room gets, whatever the server does. */
class RoomTest extends ClientTest {
  private static final Instant TIME = Instant.parse("2026-11-22T18:30:00Z");

  // Each test begins with them.
  @SuppressWarnings("NullAway.Init")
  private Room room;

  @SuppressWarnings("NullAway.Init")
  private Peer peer;

  /** In room 1, whose newest event is number 5. */
  private void join() {
    room = connect().join(1, events::add);
    peer = server.peer();
    var join = peer.expect("join");
    assertThat(join.has("after_seq")).isFalse();
    peer.joined(1, 5);
    room.joined().join();
  }

  @Test
  void every_frame_becomes_an_event_of_its_type() {
    join();
    peer.send(
        "{'type':'message','room_id':1,'seq':6,'id':12,'user_id':7,'username':'alice',"
            + "'content':'hi é 😀','timestamp':'2026-11-22T18:30:00.000Z','client_id':'c-1',"
            + "'edited_at':'2026-11-22T18:30:01.500Z','of_a_later_version':1}");
    peer.send(
        "{'type':'message_edited','room_id':1,'seq':7,'id':12,'user_id':7,'username':'alice',"
            + "'content':'hi!','timestamp':'2026-11-22T18:30:00.000Z','message_seq':6,"
            + "'edited_at':'2026-11-22T18:30:01.500Z'}");
    peer.send(
        "{'type':'message_deleted','room_id':1,'seq':8,'id':12,'user_id':7,'username':'alice',"
            + "'timestamp':'2026-11-22T18:30:00.000Z','message_seq':6}");
    peer.send("{'type':'typing','room_id':1,'user_id':8,'username':'bob'}");
    peer.send("{'type':'presence','room_id':1,'user_id':8,'username':'bob','status':'online'}");
    peer.send("{'type':'presence','room_id':1,'user_id':8,'username':'bob','status':'offline'}");
    peer.send("{'type':'of_a_later_version','room_id':1}");
    peer.message(2, 6);
    peer.message(1, 9);

    await().until(() -> seqs().contains(9L));
    var edited = Optional.of(TIME.plusMillis(1500));
    assertThat(events)
        .containsExactly(
            new Joined(1, 5, List.of(new Member(7, "alice")), 1),
            new CaughtUp(1, 5),
            new MessagePosted(
                1, 6, 12, 7, "alice", "hi é 😀", TIME, Optional.of("c-1"), edited, false),
            new MessageEdited(1, 7, 12, 6, 7, "alice", "hi!", TIME, edited, false),
            new MessageDeleted(1, 8, 12, 6, 7, "alice", TIME),
            new Typing(1, 8, "bob"),
            new Presence(1, 8, "bob", true),
            new Presence(1, 8, "bob", false),
            new MessagePosted(
                1,
                9,
                1009,
                8,
                "bob",
                "message 9",
                TIME,
                Optional.empty(),
                Optional.empty(),
                false));
  }

  @Test
  void a_frame_in_fragments_is_one_event() {
    join();
    peer.sendInFragments(Peer.messageFrame(1, 6, "é😀".repeat(20)));
    assertThat(awaitEvent(MessagePosted.class).content()).isEqualTo("é😀".repeat(20));
  }

  @Test
  void repeats_are_dropped() {
    join();
    for (long seq : new long[] {6, 6, 7, 5, 6, 8, 8, 9}) {
      peer.message(1, seq);
    }
    awaitSeqs(6L, 7L, 8L, 9L);
  }

  @Test
  void a_gap_is_not_passed_on_but_read_again() {
    join();
    peer.message(1, 6);
    peer.message(1, 8);
    peer.message(1, 9);
    peer.expect("leave");
    peer.message(1, 10);
    peer.send("{'type':'left','room_id':1}");
    var join = peer.expect("join");
    assertThat(join.get("after_seq").asLong()).isEqualTo(6);
    assertThat(join.get("epoch").asText()).isEqualTo("e1");
    peer.joined(1, 10);
    for (long seq = 7; seq <= 11; seq++) {
      peer.message(1, seq);
    }
    awaitSeqs(6L, 7L, 8L, 9L, 10L, 11L);
    assertThat(eventsOf(CaughtUp.class)).containsExactly(new CaughtUp(1, 5), new CaughtUp(1, 10));
  }

  @Test
  void after_a_gap_a_leave_that_comes_too_late_is_as_good() {
    join();
    peer.message(1, 7);
    peer.refuse(peer.expect("leave"), "not_joined", 0);
    assertThat(peer.expect("join").get("after_seq").asLong()).isEqualTo(5);
  }

  @Test
  void a_lost_connection_is_resumed_where_it_broke() {
    join();
    peer.message(1, 6);
    awaitSeqs(6L);
    peer.cutWithin(Peer.messageFrame(1, 7, "half of it"));

    peer = server.peer();
    var join = peer.expect("join");
    assertThat(join.get("after_seq").asLong()).isEqualTo(6);
    assertThat(join.get("epoch").asText()).isEqualTo("e1");
    peer.joined(1, 7);
    peer.message(1, 7);
    peer.message(1, 8);
    awaitSeqs(6L, 7L, 8L);
    assertThat(events.get(events.size() - 2)).isEqualTo(new CaughtUp(1, 7));
  }

  @Test
  void every_room_is_joined_again() {
    var client = connect();
    var first = client.join(1, events::add);
    var second = client.join(2, events::add);
    peer = server.peer();
    peer.joined(1, 5);
    peer.joined(2, 50);
    first.joined().join();
    second.joined().join();
    peer.rest();
    peer.cut();

    peer = server.peer();
    assertThat(List.of(peer.expect("join"), peer.expect("join")))
        .extracting(join -> join.get("room_id").asInt() + "@" + join.get("after_seq").asInt())
        .containsExactlyInAnyOrder("1@5", "2@50");
  }

  @Test
  void a_reset_is_told_and_moves_the_position() {
    join();
    server.hello.put("epoch", "e2");
    peer.cut();
    peer = server.peer();
    peer.expect("join");
    peer.send("{'type':'reset','room_id':1,'reason':'epoch','seq':3}");
    peer.joined(1, 3);
    peer.message(1, 4);
    awaitSeqs(4L);
    assertThat(eventsOf(Reset.class)).containsExactly(new Reset(1, Reset.Reason.EPOCH, 3));
    assertThat(room.position()).contains(new Position(4, "e2"));
  }

  @Test
  void a_place_that_the_room_doesnt_have_is_a_reset_even_if_the_server_doesnt_say_so() {
    join();
    peer.cut();
    peer = server.peer();
    peer.expect("join");
    peer.joined(1, 2);
    peer.message(1, 3);
    awaitSeqs(3L);
    assertThat(eventsOf(Reset.class)).containsExactly(new Reset(1, Reset.Reason.AHEAD, 2));
  }

  @Test
  void another_run_of_the_program_goes_on_after_a_position() {
    room = connect().join(1, new Position(3, "e0"), events::add);
    assertThat(room.position()).contains(new Position(3, "e0"));
    peer = server.peer();
    var join = peer.expect("join");
    assertThat(join.get("after_seq").asLong()).isEqualTo(3);
    assertThat(join.get("epoch").asText()).isEqualTo("e0");
    peer.send("{'type':'reset','room_id':1,'reason':'too_far','seq':9}");
    peer.joined(1, 9);
    assertThat(awaitEvent(CaughtUp.class)).isEqualTo(new CaughtUp(1, 9));
    assertThat(room.position()).contains(new Position(9, "e1"));
  }

  @Test
  void a_position_before_the_first_event_is_one() {
    room = connect().join(1, new Position(0, "e1"), events::add);
    peer = server.peer();
    assertThat(peer.expect("join").get("after_seq").asLong()).isZero();
    peer.joined(1, 1);
    peer.message(1, 1);
    awaitSeqs(1L);
    assertThat(room.position()).contains(new Position(1, "e1"));
    assertThat(events.get(2)).isEqualTo(new CaughtUp(1, 1));
  }

  @Test
  void the_position_is_that_of_the_event_that_the_listener_has() {
    var positions = new CopyOnWriteArrayList<Position>();
    var client = connect();
    var self = new CompletableFuture<Room>();
    room =
        client.join(
            1,
            event -> {
              positions.add(self.join().position().orElseThrow());
              events.add(event);
            });
    assertThat(room.position()).isEmpty();
    self.complete(room);
    peer = server.peer();
    peer.joined(1, 5);
    peer.message(1, 6);
    peer.message(1, 7);
    awaitSeqs(6L, 7L);
    // Joined, caught up, and the two messages.
    assertThat(positions).extracting(Position::seq).containsExactly(5L, 5L, 6L, 7L);
  }

  @Test
  void a_join_that_is_refused_ends_the_room_and_nothing_else() {
    var client = connect();
    room = client.join(1, events::add);
    peer = server.peer();
    peer.refuse(peer.expect("join"), "not_found", 0);
    assertThatThrownBy(() -> room.joined().join())
        .cause()
        .isInstanceOfSatisfying(
            ChatRefused.class, refused -> assertThat(refused.code()).isEqualTo("not_found"));
    assertThat(events).containsExactly(new JoinRefused(1, "not_found", "because"));

    await()
        .ignoreException(IllegalStateException.class)
        .until(() -> client.join(1, e -> {}) != null);
    peer.expect("join");
  }

  @Test
  void a_join_that_comes_at_a_bad_time_is_tried_again_when_the_server_says() {
    room = connect().join(1, events::add);
    peer = server.peer();
    peer.refuse(peer.expect("join"), "unavailable", 30);
    long refused = System.nanoTime();
    peer.expect("join");
    assertThat(System.nanoTime() - refused).isGreaterThan(29_000_000L);
    peer.joined(1, 5);
    assertThat(room.joined().join().seq()).isEqualTo(5);
  }

  @Test
  void a_room_that_the_server_thinks_is_joined_is_left_first() {
    room = connect().join(1, events::add);
    peer = server.peer();
    peer.refuse(peer.expect("join"), "already_joined", 0);
    peer.expect("leave");
    peer.send("{'type':'left','room_id':1}");
    peer.expect("join");
  }

  @Test
  void nothing_comes_after_leaving() {
    join();
    room.leave();
    room.leave();
    peer.expect("leave");
    peer.message(1, 6);
    peer.send("{'type':'left','room_id':1}");
    awaitEvent(Left.class);
    peer.message(1, 7);
    peer.send("{'type':'pong'}");
    peer.cut();

    peer = server.peer();
    assertThat(peer.rest()).isEmpty();
    assertThat(events.get(events.size() - 1)).isEqualTo(new Left(1));
  }

  @Test
  void a_room_can_be_left_while_there_is_no_connection() {
    var client = connect();
    room = client.join(1, events::add);
    peer = server.peer();
    peer.expect("join");
    peer.cut();
    peer = server.peer();
    peer.expect("join");
    room.leave();
    peer.cut();
    awaitEvent(Left.class);
    assertThatThrownBy(() -> room.joined().join()).hasCauseInstanceOf(ChatClosed.class);
  }

  @Test
  void typing_is_told_at_most_every_three_seconds() {
    join();
    for (int key = 0; key < 20; key++) {
      room.typing();
    }
    var unused = room.send("done");
    peer.expect("typing");
    peer.expect("send");
  }

  @Test
  void a_room_is_joined_once_at_a_time() {
    var client = connect();
    client.join(1, events::add);
    assertThatIllegalStateException().isThrownBy(() -> client.join(1, events::add));
    assertThatIllegalArgumentException().isThrownBy(() -> client.join(0, events::add));
  }
}
