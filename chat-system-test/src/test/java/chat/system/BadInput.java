package chat.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever is sent gets a clear answer, and the server lives on: seen from outside, on a real
 * store.
 */
interface BadInput extends RunningServer {
  @TestFactory
  default List<DynamicTest> a_bad_registration_is_told_what_is_wrong_with_it() {
    var longest = "p".repeat(72);
    return List.of(
        refused("/api/register", 422, "malformed JSON", "{\"username\": "),
        refused("/api/register", 422, "an array", "[]"),
        refused("/api/register", 422, "no members", "{}"),
        refused("/api/register", 422, "a number for a name", register("12345", "\"longenough\"")),
        refused("/api/register", 422, "a blank name", register("\"    \"", "\"longenough\"")),
        refused("/api/register", 422, "two letters", register("\"ab\"", "\"longenough\"")),
        refused(
            "/api/register",
            422,
            "51 letters",
            register("\"" + "x".repeat(51) + "\"", "\"longenough\"")),
        refused(
            "/api/register", 422, "a lone surrogate", register("\"abc\\ud800\"", "\"longenough\"")),
        refused(
            "/api/register",
            422,
            "a control character",
            register("\"a\\u0007bc\"", "\"longenough\"")),
        refused("/api/register", 422, "a short password", register("\"abcdef\"", "\"short\"")),
        refused(
            "/api/register",
            422,
            "NUL in a password",
            register("\"abcdef\"", "\"long\\u0000enough\"")),
        refused(
            "/api/register",
            422,
            "73 bytes of password",
            register("\"abcdef\"", "\"" + longest + "p\"")),
        refused("/api/register", 422, "null for a password", register("\"abcdef\"", "null")),
        refused(
            "/api/register",
            413,
            "10 MiB",
            register("\"abcdef\"", "\"" + "p".repeat(10 << 20) + "\"")));
  }

  private static String register(String username, String password) {
    return "{\"username\":" + username + ",\"password\":" + password + "}";
  }

  private DynamicTest refused(String path, int status, String what, String body) {
    return DynamicTest.dynamicTest(
        what,
        () -> {
          var answer = caller().json(path, body);
          assertThat(answer.status()).isEqualTo(status);
          assertProblem(answer);
          assertThat(caller().get("/api/health").status()).isEqualTo(200);
        });
  }

  @TestFactory
  default List<DynamicTest> a_bad_query_is_told_what_is_wrong_with_it() {
    var ann = somebody("ann");
    long room = ann.openRoom(RunningServer.unique("queried"));
    var messages = "/api/chat/rooms/" + room + "/messages";
    return List.of(
        refused(ann, 422, messages + "?limit=-1"),
        refused(ann, 422, messages + "?limit=0"),
        refused(ann, 422, messages + "?limit=abc"),
        refused(ann, 422, messages + "?limit=100000"),
        refused(ann, 422, messages + "?skip=-1"),
        refused(ann, 422, messages + "?before_seq=x"),
        refused(ann, 422, "/api/chat/rooms/abc/messages"),
        refused(ann, 422, "/api/chat/rooms/9223372036854775808"),
        refused(ann, 404, "/api/chat/rooms/9223372036854775807"),
        refused(ann, 404, "/api/chat/rooms/0/messages"),
        refused(ann, 404, "/api/chat/rooms/999999999/messages"),
        refused(ann, 404, "/api/nothing/here"));
  }

  private static DynamicTest refused(Caller who, int status, String path) {
    return DynamicTest.dynamicTest(
        path.replaceAll("\\d+/messages\\?", "{id}/messages?"),
        () -> {
          var answer = who.get(path);
          assertThat(answer.status()).isEqualTo(status);
          assertProblem(answer);
        });
  }

  private static void assertProblem(Answer answer) {
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.detail()).isNotBlank();
    assertThat(answer.text())
        .doesNotContain("Exception")
        .doesNotContain("\tat ")
        .doesNotContainIgnoringCase("sql")
        .doesNotContain("chat.adapter");
  }

  @Test
  default void names_that_differ_in_case_or_width_only_are_taken() {
    var name = RunningServer.unique("straße");
    caller().register(name);
    for (var same :
        List.of(name.toUpperCase(Locale.ROOT), name.replace("ß", "ss"), "ｓ" + name.substring(1))) {
      var answer =
          caller().post("/api/register", Map.of("username", same, "password", "longenough"));
      assertThat(answer.status()).as(same).isEqualTo(400);
    }
    var ann = somebody("ann");
    var room = RunningServer.unique("Zimmer");
    ann.openRoom(room);
    assertThat(ann.post("/api/chat/rooms", Map.of("name", room.toUpperCase(Locale.ROOT))).status())
        .isEqualTo(409);
  }

  @Test
  default void a_taken_email_is_refused_like_a_taken_name() {
    var email = RunningServer.unique("mail") + "@example.com";
    var first =
        caller()
            .post(
                "/api/register",
                Map.of(
                    "username",
                    RunningServer.unique("a"),
                    "password",
                    "longenough",
                    "email",
                    email));
    assertThat(first.status()).isEqualTo(201);
    var second =
        caller()
            .post(
                "/api/register",
                Map.of(
                    "username",
                    RunningServer.unique("b"),
                    "password",
                    "longenough",
                    "email",
                    email.toUpperCase(Locale.ROOT)));
    assertThat(second.status()).isEqualTo(400);
    assertThat(second.detail()).isEqualTo("Username or email already registered");
  }

  @Test
  default void of_eight_registrations_of_one_name_at_once_one_succeeds() {
    var name = RunningServer.unique("race");
    var racing = new ArrayList<CompletableFuture<Answer>>();
    for (int i = 0; i < 8; i++) {
      racing.add(
          caller().postLater("/api/register", Map.of("username", name, "password", "longenough")));
    }
    assertThat(racing.stream().map(CompletableFuture::join).map(Answer::status))
        .containsExactlyInAnyOrder(201, 400, 400, 400, 400, 400, 400, 400);
  }

  @Test
  default void four_thousand_emoji_arrive_as_they_were_sent() {
    var ann = somebody("ann");
    long room = ann.openRoom(RunningServer.unique("emoji"));
    var content = "😀".repeat(4_000);
    try (var socket = RoomSocket.join(ann, room)) {
      assertThat(ann.say(room, content).status()).isEqualTo(201);
      assertThat(ann.say(room, content + "x").status()).isEqualTo(422);
      assertThat(socket.awaitContents(1)).containsExactly(content);
    }
    assertThat(
            ann.get("/api/chat/rooms/" + room + "/messages").body().get(0).get("content").asText())
        .isEqualTo(content);
  }

  @Test
  default void a_bad_frame_gets_an_error_and_hurts_no_one() {
    var ann = somebody("ann");
    var bob = somebody("bob");
    long room = ann.openRoom(RunningServer.unique("rude"));
    try (var polite = RoomSocket.join(ann, room);
        var rude = RoomSocket.join(bob, room)) {
      var frames =
          List.of(
              "[]",
              "1",
              "\"text\"",
              "null",
              "{}",
              "{\"content\":null}",
              "{\"content\":{}}",
              "{\"content\":\"  \"}",
              "{\"content\":\"\\ud800\"}",
              "  ");
      frames.forEach(rude::send);
      rude.say("after all");
      assertThat(polite.awaitContents(1)).containsExactly("after all");
      assertThat(rude.awaitContents(1)).containsExactly("after all");
      assertThat(rude.frames().stream().filter(f -> f.path("type").asText().equals("error")))
          .hasSize(frames.size());
      assertThat(polite.frames()).noneMatch(f -> f.path("type").asText().equals("error"));
    }
  }
}
