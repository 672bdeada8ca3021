package chat.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.client.Ack;
import chat.client.ChatApi;
import chat.client.ChatClient;
import chat.client.ChatRefused;
import chat.client.Credentials;
import chat.client.Position;
import chat.client.event.CaughtUp;
import chat.client.event.Connected;
import chat.client.event.ConnectionEvent;
import chat.client.event.Disconnected;
import chat.client.event.JoinRefused;
import chat.client.event.Joined;
import chat.client.event.LoggedEvent;
import chat.client.event.Member;
import chat.client.event.MessageDeleted;
import chat.client.event.MessageEdited;
import chat.client.event.MessagePosted;
import chat.client.event.Presence;
import chat.client.event.Reset;
import chat.client.event.RoomEvent;
import chat.client.event.Typing;
import chat.client.rest.Message;
import chat.client.rest.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The Java client against the server itself. */
interface ClientAtWork extends RunningServer {
  private ChatApi api() {
    return ChatApi.at(server().address().toString());
  }

  /** Somebody new. */
  private Credentials newcomer(String name) {
    api().register(name, "correct horse");
    return Credentials.of(name, "correct horse");
  }

  private ChatClient connect(Credentials credentials) {
    return ChatClient.connect(server().address().toString(), credentials);
  }

  private static <E> List<E> only(Class<E> type, List<? super E> events) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static List<Long> seqs(List<RoomEvent> events) {
    return only(LoggedEvent.class, events).stream().map(LoggedEvent::seq).toList();
  }

  @Test
  default void two_people_talk_and_see_the_same() {
    var ann = RunningServer.unique("ann");
    var ben = RunningServer.unique("ben");
    var annSees = new CopyOnWriteArrayList<RoomEvent>();
    var benSees = new CopyOnWriteArrayList<RoomEvent>();
    try (var anns = connect(newcomer(ann));
        var bens = connect(newcomer(ben))) {
      long id = anns.api().openRoom(RunningServer.unique("talk")).id();
      var annsRoom = anns.join(id, annSees::add);
      assertThat(annsRoom.joined().join().members())
          .containsExactly(new Member(anns.userId(), ann));
      var bensRoom = bens.join(id, benSees::add);
      assertThat(bensRoom.joined().join().online()).isEqualTo(2);

      bensRoom.typing();
      await().until(() -> only(Typing.class, annSees).contains(new Typing(id, bens.userId(), ben)));
      var first = annsRoom.send("hello é 😀").join();
      assertThat(first.seq()).isEqualTo(1);
      var second = bensRoom.send("hi").join();
      annsRoom.edit(first.id(), "hello, edited");
      bensRoom.delete(second.id());

      await().until(() -> seqs(annSees).size() == 4 && seqs(benSees).size() == 4);
      assertThat(seqs(annSees)).containsExactly(1L, 2L, 3L, 4L);
      assertThat(only(MessagePosted.class, annSees))
          .extracting(MessagePosted::content)
          .containsExactly("hello é 😀", "hi");
      assertThat(only(MessagePosted.class, annSees).get(0).clientId()).contains(first.clientId());
      assertThat(only(MessagePosted.class, benSees).get(0).clientId()).isEmpty();
      assertThat(only(MessageEdited.class, benSees))
          .extracting(MessageEdited::content)
          .containsExactly("hello, edited");
      assertThat(only(MessageDeleted.class, benSees))
          .extracting(MessageDeleted::messageSeq)
          .containsExactly(2L);
      await()
          .untilAsserted(
              () ->
                  assertThat(only(Presence.class, annSees))
                      .contains(new Presence(id, bens.userId(), ben, true)));
      bens.close();
      await()
          .untilAsserted(
              () ->
                  assertThat(only(Presence.class, annSees))
                      .last()
                      .isEqualTo(new Presence(id, bens.userId(), ben, false)));
    }
  }

  @Test
  default void another_client_goes_on_where_the_first_was() {
    var credentials = newcomer(RunningServer.unique("ann"));
    var first = new CopyOnWriteArrayList<RoomEvent>();
    var second = new CopyOnWriteArrayList<RoomEvent>();
    long id;
    Position position;
    try (var chat = connect(credentials)) {
      id = chat.api().openRoom(RunningServer.unique("on and on")).id();
      var room = chat.join(id, first::add);
      room.joined().join();
      for (int i = 1; i <= 5; i++) {
        room.send("message " + i).join();
      }
      await().until(() -> seqs(first).size() == 5);
      position = room.position().orElseThrow();
    }
    try (var chat = connect(credentials)) {
      var acks = new ArrayList<CompletableFuture<Ack>>();
      for (int i = 6; i <= 500; i++) {
        acks.add(chat.send(id, "message " + i));
      }
      acks.forEach(CompletableFuture::join);
      chat.join(id, position, second::add);
      await().until(() -> seqs(second).size() == 495);
      assertThat(seqs(second)).isEqualTo(LongStream.rangeClosed(6, 500).boxed().toList());
      assertThat(only(CaughtUp.class, second)).containsExactly(new CaughtUp(id, 500));
      assertThat(chat.api().history(id)).extracting(Message::seq).hasSize(500).startsWith(500L);
    }
  }

  @Test
  default void a_token_that_is_revoked_costs_the_client_a_login_and_no_event() {
    var connection = new CopyOnWriteArrayList<ConnectionEvent>();
    var events = new CopyOnWriteArrayList<RoomEvent>();
    var credentials = newcomer(RunningServer.unique("ann"));
    try (var other = connect(credentials);
        var chat =
            ChatClient.builder(server().address().toString(), credentials)
                .onConnection(connection::add)
                .connect()) {
      long id = chat.api().openRoom(RunningServer.unique("again")).id();
      var room = chat.join(id, events::add);
      room.joined().join();
      room.send("before").join();
      chat.api().logOut();
      await().until(() -> !only(Disconnected.class, connection).isEmpty());
      other.send(id, "meanwhile").join();
      await().until(() -> only(Connected.class, connection).size() == 2);
      room.send("after").join();
      await().until(() -> seqs(events).size() == 3);
      assertThat(only(MessagePosted.class, events))
          .extracting(MessagePosted::content)
          .containsExactly("before", "meanwhile", "after");
      assertThat(only(Disconnected.class, connection).get(0).reason()).startsWith("4401");
      assertThat(only(Joined.class, events)).hasSize(2);
    }
  }

  @Test
  default void a_message_is_stored_once_or_refused() {
    try (var chat = connect(newcomer(RunningServer.unique("ann")))) {
      long id = chat.api().openRoom(RunningServer.unique("once")).id();
      var first = chat.send(id, "once", "c-1").join();
      var again = chat.send(id, "once", "c-1").join();
      assertThat(first.duplicate()).isFalse();
      assertThat(again).isEqualTo(new Ack(id, "c-1", first.id(), 1, first.timestamp(), true));
      assertRefused(chat.send(id, "something else", "c-1"), "client_id_conflict");
      assertRefused(chat.send(id, "   "), "invalid");
      assertRefused(chat.send(Long.MAX_VALUE, "hi"), "not_found");
      assertThat(chat.api().history(id, Place.newest()).messages()).hasSize(1);
      assertThat(chat.unacknowledged()).isZero();
    }
  }

  private static void assertRefused(CompletableFuture<Ack> future, String code) {
    assertThatThrownBy(future::join)
        .cause()
        .isInstanceOfSatisfying(
            ChatRefused.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  @Test
  default void positions_that_are_none_are_reset() {
    var ahead = new CopyOnWriteArrayList<RoomEvent>();
    var foreign = new CopyOnWriteArrayList<RoomEvent>();
    var nowhere = new CopyOnWriteArrayList<RoomEvent>();
    var credentials = newcomer(RunningServer.unique("ann"));
    try (var one = connect(credentials);
        var two = connect(credentials)) {
      long id = one.api().openRoom(RunningServer.unique("reset")).id();
      one.send(id, "hi").join();
      var room = one.join(id, new Position(0, "another"), foreign::add);
      room.joined().join();
      assertThat(foreign.get(0)).isEqualTo(new Reset(id, Reset.Reason.EPOCH, 1));
      var here = room.position().orElseThrow();
      two.join(id, new Position(99, here.epoch()), ahead::add).joined().join();
      assertThat(ahead.get(0)).isEqualTo(new Reset(id, Reset.Reason.AHEAD, 1));
      one.join(Long.MAX_VALUE, nowhere::add);
      await().until(() -> !nowhere.isEmpty());
      assertThat(nowhere.get(0))
          .isInstanceOfSatisfying(
              JoinRefused.class, refused -> assertThat(refused.code()).isEqualTo("not_found"));
    }
  }

  @Test
  default void calls_over_rest_return_what_the_server_has() {
    var ann = RunningServer.unique("ann");
    var nobody = api();
    var user = nobody.register(ann, Optional.of(ann + "@example.com"), "correct horse");
    assertThatThrownBy(() -> nobody.register(ann, "correct horse"))
        .isInstanceOf(ChatRefused.class)
        .hasMessageContaining("already registered");
    assertThatThrownBy(nobody::me).isInstanceOf(ChatRefused.class);
    var api = ChatApi.at(server().address().toString(), Credentials.of(ann, "correct horse"));
    assertThat(api.me()).isEqualTo(user);
    var name = RunningServer.unique("a b&c");
    var room = api.openRoom(name);
    assertThat(api.findRooms(name.toUpperCase(Locale.ROOT), 0)).containsExactly(room);
    assertThat(api.rooms()).contains(room);
    assertThatThrownBy(() -> api.openRoom(name))
        .isInstanceOfSatisfying(
            ChatRefused.class, refused -> assertThat(refused.code()).isEqualTo("room_name_taken"));
    try (var chat = connect(Credentials.token(api.logIn(ann, "correct horse")))) {
      for (int i = 1; i <= 5; i++) {
        chat.send(room.id(), "message " + i).join();
      }
    }
    assertThat(api.room(room.id()).messageCount()).isEqualTo(5);
    var page = api.history(room.id(), Place.before(4).limit(2));
    assertThat(page.messages()).extracting(Message::seq).containsExactly(3L, 2L);
    assertThat(api.older(page).orElseThrow().messages())
        .extracting(Message::seq)
        .containsExactly(1L);
    assertThat(api.newer(page).orElseThrow().messages())
        .extracting(Message::seq)
        .containsExactly(5L, 4L);
    assertThat(api.history(room.id(), Place.newest().search("3")).messages()).hasSize(1);
    api.logOut();
    assertThat(api.me()).isEqualTo(user);
  }
}
