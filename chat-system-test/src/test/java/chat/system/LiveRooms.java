package chat.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Many people at once. */
interface LiveRooms extends RunningServer {
  @Test
  default void every_socket_sees_every_message_of_its_room_once_in_order() {
    int rooms = 5;
    int socketsEach = 20;
    int senders = 10;
    int messagesEach = 20;
    var people = new ArrayList<Caller>();
    for (int i = 0; i < senders; i++) {
      people.add(somebody("crowd"));
    }
    var members = new ArrayList<List<RoomSocket>>();
    for (int r = 0; r < rooms; r++) {
      long room = people.get(0).openRoom(RunningServer.unique("crowded"));
      var sockets = new ArrayList<RoomSocket>();
      for (int s = 0; s < socketsEach; s++) {
        sockets.add(RoomSocket.open(people.get(s % senders), room));
      }
      members.add(sockets);
    }

    // Each sender sits in every room and speaks through its first socket there.
    var speaking = new ArrayList<CompletableFuture<Void>>();
    for (int p = 0; p < senders; p++) {
      int speaker = p;
      speaking.add(
          CompletableFuture.runAsync(
              () -> {
                for (int m = 0; m < messagesEach; m++) {
                  for (var sockets : members) {
                    sockets.get(speaker).say(speaker + ":" + m);
                  }
                }
              }));
    }
    speaking.forEach(CompletableFuture::join);

    int expected = senders * messagesEach;
    for (var sockets : members) {
      var reference = sockets.get(0).awaitContents(expected);
      assertThat(reference).hasSize(expected).doesNotHaveDuplicates();
      for (var socket : sockets) {
        assertThat(socket.awaitContents(expected)).isEqualTo(reference);
        assertThat(socket.messages())
            .extracting(frame -> frame.get("seq").asLong())
            .containsExactlyElementsOf(numbersFrom1To(expected));
      }
      for (int p = 0; p < senders; p++) {
        var sender = p + ":";
        var said = reference.stream().filter(content -> content.startsWith(sender)).toList();
        for (int m = 0; m < messagesEach; m++) {
          assertThat(said.get(m)).isEqualTo(sender + m);
        }
      }
      sockets.forEach(RoomSocket::close);
    }
  }

  @Test
  default void sending_again_with_the_same_client_id_says_it_once() {
    var ann = somebody("ann");
    long room = ann.openRoom(RunningServer.unique("once"));
    var path = "/api/chat/rooms/" + room + "/messages";
    try (var socket = RoomSocket.join(ann, room)) {
      var again = new ArrayList<CompletableFuture<Answer>>();
      for (int i = 0; i < 8; i++) {
        again.add(ann.postLater(path, Map.of("content", "once", "client_id", "c-1")));
      }
      var ids =
          again.stream()
              .map(CompletableFuture::join)
              .map(answer -> answer.body().get("id").asLong())
              .distinct()
              .toList();
      assertThat(ids).hasSize(1);
      var other = ann.post(path, Map.of("content", "something else", "client_id", "c-1"));
      assertThat(other.status()).isEqualTo(409);
      ann.say(room, "the end");
      assertThat(socket.awaitContents(2)).containsExactly("once", "the end");
    }
    assertThat(ann.get(path).body()).hasSize(2);
  }

  @Test
  default void history_can_be_walked_to_its_beginning_by_its_links() {
    var ann = somebody("ann");
    long room = ann.openRoom(RunningServer.unique("long"));
    for (int i = 1; i <= 25; i++) {
      ann.say(room, "message " + i);
    }
    var seen = new ArrayList<String>();
    var next = "/api/chat/rooms/" + room + "/messages?limit=10";
    while (!next.isEmpty()) {
      var page = ann.get(next);
      seen.addAll(page.body().findValuesAsText("content"));
      next = page.next();
    }
    assertThat(seen).hasSize(25).startsWith("message 25").endsWith("message 1");

    var skipped = ann.get("/api/chat/rooms/" + room + "/messages?skip=20&limit=3");
    assertThat(skipped.body().findValuesAsText("content"))
        .containsExactly("message 5", "message 4", "message 3");
    var found = ann.get("/api/chat/rooms/" + room + "/messages?search=MESSAGE%202&skip=1&limit=2");
    assertThat(found.body().findValuesAsText("content"))
        .containsExactly("message 24", "message 23");
    assertThat(ann.get("/api/chat/rooms/" + room + "/messages?search=%25").body()).isEmpty();
  }

  @Test
  default void an_edit_and_a_deletion_show_in_the_history_and_are_no_frames() {
    var ann = somebody("ann");
    var ben = somebody("ben");
    long room = ann.openRoom(RunningServer.unique("second thoughts"));
    var path = "/api/chat/rooms/" + room + "/messages";
    try (var socket = RoomSocket.join(ann, room)) {
      var first = ann.post(path, Map.of("content", "first 😀", "client_id", "c-1")).body();
      var second = ann.say(room, "second").body();
      var third = ann.say(room, "third").body();
      var edited = ann.patch(path + "/" + first.get("id"), Map.of("content", "first, edited 🎉"));
      assertThat(edited.status()).isEqualTo(200);
      assertThat(edited.body().get("edited_at").asText()).endsWith("Z");
      assertThat(edited.body().get("seq").asLong()).isEqualTo(1);
      assertThat(ann.delete(path + "/" + second.get("id")).status()).isEqualTo(204);
      assertThat(ann.delete(path + "/" + second.get("id")).status()).isEqualTo(204);
      assertThat(ben.delete(path + "/" + third.get("id")).status()).isEqualTo(403);
      assertThat(ben.patch(path + "/" + third.get("id"), Map.of("content", "x")).status())
          .isEqualTo(403);
      assertThat(ann.patch(path + "/" + second.get("id"), Map.of("content", "x")).status())
          .isEqualTo(410);
      assertThat(ann.delete(path + "/999999999").status()).isEqualTo(404);
      ann.say(room, "fourth");

      assertThat(socket.awaitContents(4)).containsExactly("first 😀", "second", "third", "fourth");
      assertThat(socket.frames()).hasSize(5);
      assertThat(socket.messages())
          .extracting(frame -> frame.get("seq").asLong())
          .containsExactly(1L, 2L, 3L, 6L);
    }

    var history = ann.get(path).body();
    assertThat(history.findValuesAsText("content"))
        .containsExactly("fourth", "third", "", "first, edited 🎉");
    assertThat(history.get(2).get("deleted").asBoolean()).isTrue();
    assertThat(history.get(1).has("deleted")).isFalse();
    assertThat(history.get(1).has("edited_at")).isFalse();
    assertThat(ann.get("/api/chat/rooms/" + room).body().get("message_count").asLong())
        .isEqualTo(4);
    assertThat(ann.get(path + "?skip=1&limit=2").body().findValuesAsText("content"))
        .containsExactly("third", "");
    assertThat(ann.get(path + "?after_seq=1&limit=2").body().findValuesAsText("content"))
        .containsExactly("third", "");
    assertThat(ann.get(path + "?around_seq=3&limit=2").body().findValuesAsText("content"))
        .containsExactly("fourth", "third");
    assertThat(ann.get(path + "?search=second").body()).isEmpty();
    assertThat(ann.get(path + "?search=first").body()).hasSize(1);
    var again = ann.post(path, Map.of("content", "first 😀", "client_id", "c-1"));
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body().get("content").asText()).isEqualTo("first, edited 🎉");
    var other = ann.post(path, Map.of("content", "first, edited 🎉", "client_id", "c-1"));
    assertThat(other.status()).isEqualTo(409);
  }

  private static List<Long> numbersFrom1To(int last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }
}
