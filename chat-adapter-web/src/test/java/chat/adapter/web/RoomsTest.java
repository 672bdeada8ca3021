package chat.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RoomsTest extends WebTest {
  private String alice = "";

  @BeforeEach
  void log_in() {
    alice = loggedIn("alice");
  }

  @Test
  void opening_a_room_tells_where_it_is() {
    var reply = open("{\"name\":\" general \"}");

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.header("Location")).isEqualTo("/api/chat/rooms/1");
    assertThat(reply.text())
        .isEqualTo(
            "{\"name\":\"general\",\"id\":1,\"created_by\":1,"
                + "\"created_at\":\"2026-11-22T18:30:00.000Z\","
                + "\"last_seq\":0,\"last_message_at\":null}");
  }

  @Test
  void a_room_of_the_same_name_is_a_conflict() {
    open("{\"name\":\"general\"}");

    var reply = open("{\"name\":\"GENERAL\"}");

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.json().path("type").asString()).endsWith("room_name_taken");
  }

  @Test
  void a_room_needs_a_name() {
    assertThat(open("{}").mistakes()).containsExactly("body.name missing");
    assertThat(open("{\"name\":\"  \"}").mistakes()).containsExactly("body.name value_error");
    assertThat(open("{\"name\":\"" + "a".repeat(101) + "\"}").mistakes())
        .containsExactly("body.name value_error");
    assertThat(open("{\"name\":12}").mistakes()).containsExactly("body.name string_type");
  }

  @Test
  void the_list_tells_how_far_each_room_has_come() {
    room(alice, "silent");
    room(alice, "lively");
    for (var content : List.of("one", "two")) {
      send(
          Call.post("/api/chat/rooms/2/messages")
              .as(alice)
              .json("{\"content\":\"" + content + "\"}"));
    }

    var rooms = send(Call.get("/api/chat/rooms").as(alice)).json();

    assertThat(rooms.path(0).path("last_seq").asLong()).isZero();
    assertThat(rooms.path(0).path("last_message_at").isNull()).isTrue();
    assertThat(rooms.path(1).path("last_seq").asLong()).isEqualTo(2);
    assertThat(rooms.path(1).path("last_message_at").asString())
        .isEqualTo("2026-11-22T18:30:00.000Z");
  }

  @Test
  void rooms_are_listed_in_pages() {
    for (var name : List.of("one", "two", "three", "four")) {
      room(alice, name);
    }

    assertThat(names("")).containsExactly("one", "two", "three", "four");
    assertThat(names("?skip=1&limit=2")).containsExactly("two", "three");
    assertThat(names("?skip=2147483647")).isEmpty();
    assertThat(names("?search=O")).containsExactly("one", "two", "four");
    assertThat(names("?search=o&skip=1&limit=1")).containsExactly("two");
    assertThat(names("?search=&limit=100&unknown=1")).hasSize(4);
  }

  @Test
  void every_character_of_a_search_stands_for_itself() {
    room(alice, "50 % off");
    room(alice, "naïve + brave");

    assertThat(names("?search=%25")).containsExactly("50 % off");
    assertThat(names("?search=_")).isEmpty();
    assertThat(names("?search=na%C3%AFve+%2B")).containsExactly("naïve + brave");
  }

  @Test
  void a_query_that_breaks_its_bounds_is_refused() {
    assertThat(mistakes("?limit=-1&skip=-1"))
        .containsExactlyInAnyOrder(
            "query.limit greater_than_equal", "query.skip greater_than_equal");
    assertThat(mistakes("?limit=0")).containsExactly("query.limit greater_than_equal");
    assertThat(mistakes("?limit=101")).containsExactly("query.limit less_than_equal");
    assertThat(mistakes("?limit=100000")).containsExactly("query.limit less_than_equal");
    assertThat(mistakes("?skip=2147483648")).containsExactly("query.skip less_than_equal");
    for (var number : List.of("abc", "", "1.0", "1e1", "0x1", "٣", "1_0", "9".repeat(30), "%20")) {
      assertThat(mistakes("?limit=" + encoded(number)))
          .as(number)
          .containsExactly("query.limit int_parsing");
    }
  }

  @Test
  void a_search_that_is_too_long_or_broken_is_refused() {
    assertThat(names("?search=" + "a".repeat(200))).isEmpty();
    assertThat(mistakes("?search=" + "a".repeat(201)))
        .containsExactly("query.search string_too_long");
    assertThat(mistakes("?search=%00")).containsExactly("query.search value_error");
    assertThat(mistakes("?search=%FF")).containsExactly("query query_invalid");
  }

  @Test
  void a_room_tells_its_creator_and_how_much_was_said() {
    var messages = room(alice, "general");
    send(Call.post(messages).as(alice).json("{\"content\":\"hi\"}"));

    assertThat(send(Call.get("/api/chat/rooms/1").as(alice)).text())
        .isEqualTo(
            "{\"name\":\"general\",\"id\":1,\"created_by\":1,"
                + "\"created_at\":\"2026-11-22T18:30:00.000Z\","
                + "\"last_seq\":1,\"last_message_at\":\"2026-11-22T18:30:00.000Z\","
                + "\"creator_username\":\"alice\",\"message_count\":1}");
  }

  @Test
  void a_room_that_is_not_there_is_not_found() {
    for (var id : List.of("1", "0", "-1", "9223372036854775807")) {
      var reply = send(Call.get("/api/chat/rooms/" + id).as(alice));
      assertThat(reply.status()).as(id).isEqualTo(404);
      assertThat(reply.detail()).as(id).isEqualTo("Chat room not found");
    }
  }

  @Test
  void an_id_is_an_integer_of_64_bits() {
    for (var id : List.of("abc", "1.5", "9223372036854775808", "1%2F2", "%20", "٣", "1;2")) {
      var reply = send(Call.get("/api/chat/rooms/" + encoded(id)).as(alice));
      assertThat(reply.status()).as(id).isEqualTo(422);
      assertThat(reply.mistakes()).as(id).containsExactly("path.room_id int_parsing");
    }
  }

  @Test
  void asking_for_the_head_asks_for_the_same_without_the_body() {
    room(alice, "general");

    var found = send(Call.of("HEAD", "/api/chat/rooms/1").as(alice));
    var missing = send(Call.of("HEAD", "/api/chat/rooms/2").as(alice));

    assertThat(found.status()).isEqualTo(200);
    assertThat(found.header("Content-Type")).isEqualTo("application/json");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(send(Call.of("HEAD", "/api/chat/rooms/1")).status()).isEqualTo(401);
  }

  private Reply open(String json) {
    return send(Call.post("/api/chat/rooms").as(alice).json(json));
  }

  private List<String> names(String query) {
    var reply = send(Call.get("/api/chat/rooms" + query).as(alice));
    assertThat(reply.status()).isEqualTo(200);
    return reply
        .json()
        .valueStream()
        .map(room -> room.path("name"))
        .map(JsonNode::asString)
        .toList();
  }

  private List<String> mistakes(String query) {
    var reply = send(Call.get("/api/chat/rooms" + query).as(alice));
    assertThat(reply.status()).as(query).isEqualTo(422);
    return reply.mistakes();
  }

  private static String encoded(String text) {
    return text.replace("٣", "%D9%A3");
  }
}
