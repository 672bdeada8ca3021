package chat.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import chat.application.Overloaded;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnMessagesTest extends WebTest {
  private String alice = "";
  private String bob = "";
  private String messages = "";
  private String message = "";

  @BeforeEach
  void say_something() {
    alice = loggedIn("alice");
    bob = loggedIn("bob");
    messages = room(alice, "general");
    send(Call.post(messages).as(alice).json("{\"content\":\"hi\",\"client_id\":\"c-1\"}"));
    message = messages + "/1";
  }

  private Reply edit(String token, String path, String content) {
    return send(Call.patch(path).as(token).json("{\"content\":\"" + content + "\"}"));
  }

  private String history() {
    return send(Call.get(messages).as(bob)).text();
  }

  @Test
  void an_edited_message_says_so_and_keeps_its_place() {
    var edited =
        "{\"content\":\"ho\",\"id\":1,\"user_id\":1,\"room_id\":1,"
            + "\"timestamp\":\"2026-11-22T18:30:00.000Z\",\"username\":\"alice\",\"seq\":1,"
            + "\"edited_at\":\"2026-11-22T18:31:00.000Z\"}";
    var reply = edit(alice, message, "ho");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).isEqualTo(edited);
    assertThat(history()).isEqualTo("[" + edited + "]");
  }

  @Test
  void a_deleted_message_keeps_its_place_without_content() {
    edit(alice, message, "ho");
    for (int time = 1; time <= 2; time++) {
      var reply = send(Call.delete(message).as(alice));
      assertThat(reply.status()).isEqualTo(204);
      assertThat(reply.text()).isEmpty();
    }
    assertThat(history())
        .isEqualTo(
            "[{\"content\":\"\",\"id\":1,\"user_id\":1,\"room_id\":1,"
                + "\"timestamp\":\"2026-11-22T18:30:00.000Z\",\"username\":\"alice\",\"seq\":1,"
                + "\"deleted\":true}]");
  }

  @Test
  void an_edit_to_the_same_content_changes_nothing() {
    var reply = edit(alice, message, "hi");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().has("edited_at")).isFalse();
  }

  @Test
  void a_deleted_message_can_not_be_edited() {
    send(Call.delete(message).as(alice));
    var reply = edit(alice, message, "ho");
    assertThat(reply.status()).isEqualTo(410);
    assertThat(reply.json().path("type").asString()).endsWith("message_deleted");
  }

  @Test
  void somebody_elses_message_is_forbidden() {
    for (var reply : List.of(edit(bob, message, "ho"), send(Call.delete(message).as(bob)))) {
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.json().path("type").asString()).endsWith("not_the_author");
    }
    assertThat(history()).contains("\"content\":\"hi\"").doesNotContain("edited_at");
  }

  @Test
  void what_is_not_there_is_not_found() {
    room(alice, "other");
    for (var path : List.of("/api/chat/rooms/9/messages/1", "/api/chat/rooms/0/messages/1")) {
      assertThat(edit(alice, path, "ho").detail()).isEqualTo("Chat room not found");
      assertThat(send(Call.delete(path).as(alice)).status()).isEqualTo(404);
    }
    for (var path : List.of(messages + "/9", messages + "/0", "/api/chat/rooms/2/messages/1")) {
      assertThat(edit(alice, path, "ho").detail()).isEqualTo("Message not found");
      var reply = send(Call.delete(path).as(alice));
      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.json().path("type").asString()).endsWith("message_not_found");
    }
  }

  @Test
  void whoever_is_not_logged_in_is_turned_away() {
    assertThat(send(Call.patch(message).json("{\"content\":\"ho\"}")).status()).isEqualTo(401);
    assertThat(send(Call.delete(message)).status()).isEqualTo(401);
  }

  @Test
  void all_that_is_wrong_is_told_together() {
    assertThat(
            send(Call.patch("/api/chat/rooms/x/messages/y").as(alice).json("{\"content\":\" \"}"))
                .mistakes())
        .containsExactlyInAnyOrder(
            "path.room_id int_parsing", "path.message_id int_parsing", "body.content value_error");
    assertThat(send(Call.delete(messages + "/9223372036854775808").as(alice)).mistakes())
        .containsExactly("path.message_id int_parsing");
    assertThat(send(Call.patch(message).as(alice).json("{}")).mistakes())
        .containsExactly("body.content missing");
    assertThat(send(Call.patch(message).as(alice).form("content=ho")).status()).isEqualTo(415);
    assertThat(edit(alice, message, "x".repeat(70_000)).status()).isEqualTo(413);
  }

  @Test
  void a_full_lane_asks_to_come_back() {
    chat.fail(new Overloaded("too many messages at once", Duration.ofSeconds(1)));
    // Authenticating fails as well; what counts is that neither is a fault.
    assertThat(edit(alice, message, "ho").status()).isEqualTo(503);
    assertThat(send(Call.delete(message).as(alice)).header("Retry-After")).isEqualTo("1");
  }
}
