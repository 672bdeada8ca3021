package chat.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The session that the README of the FastAPI service shows, and what its clients observed beyond
 * it. Frozen: when one of these tests has to change, an old client breaks.
 */
interface SeedSession extends RunningServer {
  @Test
  default void the_readmes_session_gets_the_answers_it_always_got() {
    // The README's own words, so this name is used by this test alone.
    var registered =
        caller()
            .json(
                "/api/register",
                "{\"username\": \"testuser\", \"email\": \"test@example.com\","
                    + " \"password\": \"testpassword\"}");
    assertThat(registered.status()).isEqualTo(201);
    assertThat(frozen(registered))
        .isEqualTo(
            "{\"username\":\"testuser\",\"email\":\"test@example.com\",\"id\":#,"
                + "\"created_at\":\"<time>\"}");

    var login =
        caller().form("/api/login", Map.of("username", "testuser", "password", "testpassword"));
    assertThat(login.status()).isEqualTo(200);
    assertThat(frozen(login)).isEqualTo("{\"access_token\":\"<token>\",\"token_type\":\"bearer\"}");

    var user = caller().with(login.body().get("access_token").asText());
    var rooms = user.get("/api/chat/rooms");
    assertThat(rooms.status()).isEqualTo(200);
    assertThat(rooms.body().isArray()).isTrue();

    var opened = user.post("/api/chat/rooms", Map.of("name", "Seed room"));
    assertThat(opened.status()).isEqualTo(201);
    assertThat(frozen(opened))
        .isEqualTo(
            "{\"name\":\"Seed room\",\"id\":#,\"created_by\":#,\"created_at\":\"<time>\","
                + "\"last_seq\":#,\"last_message_at\":null}");
    long room = opened.body().get("id").asLong();

    var listed = user.get("/api/chat/rooms?search=seed%20ROOM");
    assertThat(frozen(listed))
        .isEqualTo(
            "[{\"name\":\"Seed room\",\"id\":#,\"created_by\":#,\"created_at\":\"<time>\","
                + "\"last_seq\":#,\"last_message_at\":null}]");

    try (var socket = RoomSocket.join(user, room)) {
      assertThat(socket.frames().get(0).toString())
          .isEqualTo("{\"type\":\"system\",\"content\":\"User testuser has joined the chat\"}");

      socket.send("{\"content\":\"hi é\"}");
      socket.awaitContents(1);
      assertThat(frozen(socket.messages().get(0).toString()))
          .isEqualTo(
              "{\"type\":\"message\",\"user_id\":#,\"username\":\"testuser\",\"content\":\"hi é\","
                  + "\"timestamp\":\"<time>\",\"id\":#,\"room_id\":#,\"seq\":#}");

      var posted = user.say(room, "by REST");
      assertThat(posted.status()).isEqualTo(201);
      assertThat(frozen(posted))
          .isEqualTo(
              "{\"content\":\"by REST\",\"id\":#,\"user_id\":#,\"room_id\":#,"
                  + "\"timestamp\":\"<time>\",\"username\":\"testuser\",\"seq\":#}");
      assertThat(socket.awaitContents(2)).containsExactly("hi é", "by REST");
    }

    var history = user.get("/api/chat/rooms/" + room + "/messages");
    assertThat(history.status()).isEqualTo(200);
    assertThat(history.body().findValuesAsText("content")).containsExactly("by REST", "hi é");

    var details = user.get("/api/chat/rooms/" + room);
    assertThat(frozen(details))
        .isEqualTo(
            "{\"name\":\"Seed room\",\"id\":#,\"created_by\":#,\"created_at\":\"<time>\","
                + "\"last_seq\":#,\"last_message_at\":\"<time>\","
                + "\"creator_username\":\"testuser\",\"message_count\":#}");
    assertThat(details.body().get("message_count").asLong()).isEqualTo(2);

    var logout = user.post("/api/logout");
    assertThat(logout.status()).isEqualTo(200);
    assertThat(logout.text()).isEqualTo("{\"message\":\"Successfully logged out\"}");
    var afterwards = user.get("/api/chat/rooms");
    assertThat(afterwards.status()).isEqualTo(401);
    assertThat(afterwards.detail()).isEqualTo("Could not validate credentials");
  }

  @Test
  default void refusals_carry_the_words_that_old_clients_look_for() {
    var ann = somebody("ann");
    assertThat(caller().get("/api/chat/rooms").detail()).isEqualTo("Not authenticated");
    assertThat(caller().get("/api/chat/rooms").header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(ann.get("/api/chat/rooms/999999999").detail()).isEqualTo("Chat room not found");
    assertThat(ann.get("/api/chat/rooms/abc").status()).isEqualTo(422);

    var name = RunningServer.unique("taken");
    caller().register(name);
    var again =
        caller()
            .post(
                "/api/register",
                Map.of("username", name.toUpperCase(Locale.ROOT), "password", "longenough"));
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.detail()).isEqualTo("Username or email already registered");
  }

  @Test
  default void an_unknown_user_and_a_wrong_password_get_the_same_answer() {
    var name = RunningServer.unique("known");
    caller().register(name);
    var wrong = caller().form("/api/login", Map.of("username", name, "password", "not this one"));
    var unknown =
        caller().form("/api/login", Map.of("username", name + "x", "password", "not this one"));
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.text()).isEqualTo(wrong.text());
  }

  @Test
  default void a_login_may_be_json_too() {
    var name = RunningServer.unique("json");
    caller().register(name);
    var login = caller().post("/api/login", Map.of("username", name, "password", "longenough"));
    assertThat(login.status()).isEqualTo(200);
    assertThat(login.body().get("token_type").asText()).isEqualTo("bearer");
  }

  @Test
  default void two_tabs_join_once_and_leave_with_the_last() {
    var ann = somebody("ann");
    var bob = somebody("bob");
    long room = ann.openRoom(RunningServer.unique("tabs"));
    try (var watching = RoomSocket.join(ann, room)) {
      var first = RoomSocket.open(bob, room);
      watching.awaitFrames(2);
      var second = RoomSocket.open(bob, room);
      second.say("from the second tab");
      watching.awaitContents(1);
      first.close();
      second.say("still here");
      watching.awaitContents(2);
      second.close();
      watching.awaitFrames(5);
      assertThat(watching.notices())
          .satisfiesExactly(
              notice -> assertThat(notice).startsWith("User ann").endsWith("has joined the chat"),
              notice -> assertThat(notice).startsWith("User bob").endsWith("has joined the chat"),
              notice -> assertThat(notice).startsWith("User bob").endsWith("has left the chat"));
    }
  }

  @Test
  default void bad_tokens_and_unknown_rooms_are_refused_at_the_handshake() {
    var ann = somebody("ann");
    long room = ann.openRoom(RunningServer.unique("door"));
    assertThat(RoomSocket.refusal(server().address(), room, "nonsense")).isEqualTo(403);
    assertThat(RoomSocket.refusal(server().address(), room, "")).isEqualTo(403);
    assertThat(RoomSocket.refusal(server().address(), 999_999_999, ann.token())).isEqualTo(404);
    ann.post("/api/logout");
    assertThat(RoomSocket.refusal(server().address(), room, ann.token())).isEqualTo(403);
  }

  @Test
  default void the_documents_come_from_the_servers_own_jar() {
    for (var page : List.of("/api/docs", "/api/redoc")) {
      var answer = caller().get(page);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).doesNotContain("http://").doesNotContain("https://");
    }
    var document = caller().get("/api/openapi.json");
    assertThat(document.body().get("openapi").asText()).startsWith("3.1");
  }

  private static String frozen(Answer answer) {
    return frozen(answer.text());
  }

  private static String frozen(String json) {
    return json.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z", "<time>")
        .replaceAll(
            "\"access_token\":\"[\\w-]+\\.[\\w-]+\\.[\\w-]+\"", "\"access_token\":\"<token>\"")
        .replaceAll("(\":)\\d+", "$1#");
  }
}
