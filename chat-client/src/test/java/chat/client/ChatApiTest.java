package chat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.client.ScriptedServer.Request;
import chat.client.ScriptedServer.Response;
import chat.client.rest.Message;
import chat.client.rest.Place;
import chat.client.rest.RoomDetails;
import chat.client.rest.RoomSummary;
import chat.client.rest.User;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls over REST, and what becomes of them when the server has no time. */
class ChatApiTest extends ClientTest {
  private static final String TIME = "2026-11-22T18:30:00.000Z";
  private static final String ROOM =
      "{\"id\":1,\"name\":\"general\",\"created_by\":7,\"created_at\":\"" + TIME + "\"";
  private static final String MESSAGE =
      "{\"id\":12,\"room_id\":1,\"seq\":3,\"user_id\":7,\"username\":\"alice\",\"content\":\"hi\","
          + "\"timestamp\":\""
          + TIME
          + "\"}";

  private final ChatApi api = ChatApi.at(server.address(), ALICE);
  private final Deque<Response> answers = new ArrayDeque<>();
  private final Deque<Request> requests = new ArrayDeque<>();

  ChatApiTest() {
    server.rest =
        request -> {
          requests.add(request);
          return answers.remove();
        };
  }

  private void answer(String body) {
    answers.add(ScriptedServer.json(200, body));
  }

  @Test
  void registering_needs_no_login() {
    var user = "{\"id\":7,\"username\":\"alice\",\"email\":%s,\"created_at\":\"" + TIME + "\"}";
    answer(user.formatted("null"));
    answer(user.formatted("\"a@example.com\""));
    var nobody = ChatApi.at(server.address());
    var time = Instant.parse(TIME);
    assertThat(nobody.register("alice", "correct horse"))
        .isEqualTo(new User(7, "alice", Optional.empty(), time));
    assertThat(nobody.register("alice", Optional.of("a@example.com"), "correct horse").email())
        .contains("a@example.com");
    assertThat(server.calls)
        .containsExactly("POST /api/register nobody", "POST /api/register nobody");
    assertThat(requests.getFirst().body())
        .isEqualTo("{\"username\":\"alice\",\"password\":\"correct horse\"}");
  }

  @Test
  void rooms_are_opened_listed_found_and_shown() {
    answer(ROOM + "}");
    var hundred =
        LongStream.rangeClosed(1, 100)
            .mapToObj(id -> ROOM.replace("\"id\":1", "\"id\":" + id) + "}")
            .collect(Collectors.joining(",", "[", "]"));
    answer(hundred);
    answer("[" + ROOM + "}]");
    answer("[]");
    answer(ROOM + ",\"creator_username\":\"alice\",\"message_count\":3}");
    var time = Instant.parse(TIME);
    var room = new RoomSummary(1, "general", 7, time);
    assertThat(api.openRoom("general")).isEqualTo(room);
    assertThat(api.rooms()).hasSize(101).endsWith(room);
    assertThat(api.findRooms("a&b é", 20)).isEmpty();
    assertThat(api.room(1)).isEqualTo(new RoomDetails(1, "general", 7, time, "alice", 3));
    assertThat(server.calls)
        .containsExactly(
            "POST /api/chat/rooms token-1",
            "GET /api/chat/rooms?search=&skip=0&limit=100 token-1",
            "GET /api/chat/rooms?search=&skip=100&limit=100 token-1",
            "GET /api/chat/rooms?search=a%26b+%C3%A9&skip=20&limit=100 token-1",
            "GET /api/chat/rooms/1 token-1");
  }

  @Test
  void history_is_read_by_place_and_by_its_links() {
    var path = "/api/chat/rooms/1/messages";
    var links = "<%s?before_seq=3&limit=2>; rel=\"next\", <%s?after_seq=4&limit=2>; rel=\"prev\"";
    var here = ScriptedServer.json(200, "[" + MESSAGE + "]");
    answers.add(here.with("Link", links.formatted(path, path)));
    answers.add(here);
    answers.add(here);
    var page = api.history(1, Place.around(3).limit(2));
    assertThat(page.messages())
        .containsExactly(
            new Message(12, 1, 3, 7, "alice", "hi", Instant.parse(TIME), Optional.empty(), false));
    assertThat(api.older(page).orElseThrow().older()).isEmpty();
    assertThat(api.newer(page)).isPresent();
    assertThat(server.calls)
        .containsExactly(
            "GET " + path + "?limit=2&around_seq=3 token-1",
            "GET " + path + "?before_seq=3&limit=2 token-1",
            "GET " + path + "?after_seq=4&limit=2 token-1");
  }

  @Test
  void the_whole_history_is_a_stream_that_reads_on_as_it_is_used() {
    var here = ScriptedServer.json(200, "[" + MESSAGE + "]");
    answers.add(here.with("Link", "<http://elsewhere.example/a?b=1>; rel=\"next\""));
    answers.add(here);
    assertThat(api.history(1)).hasSize(2);
    // A token goes to no other server than the one it is for.
    assertThat(server.calls).last().isEqualTo("GET /a?b=1 token-1");
  }

  @Test
  void messages_are_edited_and_deleted() {
    answer(MESSAGE);
    answers.add(new Response(204, Map.of(), ""));
    assertThat(api.edit(1, 12, "hi").content()).isEqualTo("hi");
    api.delete(1, 12);
    assertThat(server.calls)
        .containsExactly(
            "PATCH /api/chat/rooms/1/messages/12 token-1",
            "DELETE /api/chat/rooms/1/messages/12 token-1");
  }

  @ParameterizedTest
  @CsvSource({
    "401, about:blank, unauthorized",
    "403, urn:chat:problem:not_the_author, forbidden",
    "404, about:blank, not_found",
    "409, urn:chat:problem:room_name_taken, room_name_taken",
    "410, urn:chat:problem:message_deleted, gone",
    "422, about:blank, invalid",
    "500, about:blank, internal"
  })
  void a_problem_is_an_exception(int status, String type, String code) {
    var nobody = ChatApi.at(server.address());
    answers.add(ScriptedServer.problem(status, type, "because"));
    assertThatThrownBy(() -> nobody.openRoom("general"))
        .isInstanceOfSatisfying(
            ChatRefused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(code);
              assertThat(refused.status()).isEqualTo(status);
              assertThat(refused.detail()).isEqualTo("because");
            });
  }

  @Test
  void what_can_be_repeated_is_tried_again_and_waits_as_long_as_it_is_told() {
    answers.add(ScriptedServer.problem(503, "about:blank", "busy").with("Retry-After", "1"));
    answers.add(new Response(0, Map.of(), ""));
    answer(ROOM + ",\"creator_username\":\"alice\",\"message_count\":3}");
    long start = System.nanoTime();
    assertThat(api.room(1).messageCount()).isEqualTo(3);
    assertThat(System.nanoTime() - start).isGreaterThan(1_000_000_000L);
  }

  @Test
  void what_can_be_repeated_is_given_up_after_three_attempts() {
    for (int attempt = 0; attempt < 3; attempt++) {
      answers.add(ScriptedServer.problem(429, "about:blank", "too many"));
    }
    assertThatThrownBy(() -> api.delete(1, 12))
        .isInstanceOf(ChatUnavailable.class)
        .hasMessage("429 too many");
    assertThat(answers).isEmpty();
  }

  @Test
  void what_cannot_be_repeated_is_not() {
    answers.add(ScriptedServer.problem(503, "about:blank", "busy"));
    assertThatThrownBy(() -> api.openRoom("general")).isInstanceOf(ChatUnavailable.class);
    assertThat(server.calls).hasSize(1);
  }

  @Test
  void a_token_that_ended_is_replaced_once() {
    answers.add(ScriptedServer.problem(401, "about:blank", "ended"));
    answer(ROOM + "}");
    assertThat(api.openRoom("general").id()).isEqualTo(1);
    answers.add(ScriptedServer.problem(401, "about:blank", "ended"));
    answers.add(ScriptedServer.problem(401, "about:blank", "ended"));
    assertThatThrownBy(() -> api.openRoom("general")).isInstanceOf(ChatRefused.class);
    assertThat(server.calls)
        .extracting(call -> call.substring(call.lastIndexOf(' ') + 1))
        .containsExactly("token-1", "token-2", "token-2", "token-3");
  }

  @Test
  void after_logging_out_the_next_call_logs_in() {
    answer("{}");
    answer(ROOM + "}");
    api.logOut();
    api.openRoom("general");
    assertThat(server.calls)
        .containsExactly("POST /api/logout token-1", "POST /api/chat/rooms token-2");
  }

  @Test
  void a_server_that_isnt_one_of_chat_is_unavailable() {
    for (var body : List.of("<html>", "{}", "7")) {
      answer(body);
      assertThatThrownBy(() -> api.openRoom("general")).isInstanceOf(ChatUnavailable.class);
    }
  }

  @Test
  void limits_are_those_of_the_server() {
    assertThatIllegalArgumentException().isThrownBy(() -> Place.newest().limit(101));
  }
}
