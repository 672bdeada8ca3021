package chat.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MessagesTest extends WebTest {
  private String alice = "";
  private String messages = "";

  @BeforeEach
  void open_a_room() {
    alice = loggedIn("alice");
    messages = room(alice, "general");
  }

  @Test
  void saying_something_answers_with_the_message() {
    var reply = say("{\"content\":\"hi \\u00e9\"}");

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.text())
        .isEqualTo(
            "{\"content\":\"hi é\",\"id\":1,\"user_id\":1,\"room_id\":1,"
                + "\"timestamp\":\"2026-11-22T18:30:00.000Z\",\"username\":\"alice\",\"seq\":1}");
  }

  @Test
  void the_longest_message_fits_however_it_is_written() {
    assertThat(say("{\"content\":\"" + "\\ud83d\\ude00".repeat(4000) + "\"}").status())
        .isEqualTo(201);
    assertThat(say("{\"content\":\"" + "😀".repeat(4000) + "\"}").json().path("content").asString())
        .isEqualTo("😀".repeat(4000));
  }

  @Test
  void content_that_breaks_its_rules_is_refused() {
    for (var content :
        List.of("", "  \\t", "a".repeat(4001), "\\ud800", "\\udc00\\ud800", "a\\u0000")) {
      assertThat(say("{\"content\":\"" + content + "\"}").mistakes())
          .as(content)
          .containsExactly("body.content value_error");
    }
    assertThat(say("{\"content\":null}").mistakes()).containsExactly("body.content string_type");
    assertThat(say("{\"content\":{}}").mistakes()).containsExactly("body.content string_type");
    assertThat(say("{}").mistakes()).containsExactly("body.content missing");
    assertThat(history("")).isEmpty();
  }

  @Test
  void saying_something_in_a_room_that_is_not_there_is_not_found() {
    for (var id : List.of("2", "0", "-7")) {
      var reply =
          send(
              Call.post("/api/chat/rooms/" + id + "/messages")
                  .as(alice)
                  .json("{\"content\":\"hi\"}"));
      assertThat(reply.status()).as(id).isEqualTo(404);
      assertThat(reply.detail()).as(id).isEqualTo("Chat room not found");
    }
  }

  @Test
  void what_is_wrong_with_the_path_and_the_body_is_told_together() {
    var reply =
        send(Call.post("/api/chat/rooms/x/messages").as(alice).json("{\"client_id\":\"a b\"}"));

    assertThat(reply.mistakes())
        .containsExactlyInAnyOrder(
            "path.room_id int_parsing", "body.content missing", "body.client_id value_error");
  }

  @Test
  void sending_again_under_the_same_client_id_says_it_once() {
    var first = say("{\"content\":\"hi\",\"client_id\":\"c-1\"}");
    var again = say("{\"content\":\"hi\",\"client_id\":\"c-1\"}");

    assertThat(again.status()).isEqualTo(first.status()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(history("")).containsExactly("hi");
  }

  @Test
  void the_header_means_the_same_as_the_member() {
    var first = say("{\"content\":\"hi\",\"client_id\":\"c-1\"}");

    assertThat(say("{\"content\":\"hi\"}", "c-1").text()).isEqualTo(first.text());
    assertThat(say("{\"content\":\"hi\"}", "\"c-1\"").text()).isEqualTo(first.text());
    assertThat(say("{\"content\":\"hi\",\"client_id\":null}", "c-1").text())
        .isEqualTo(first.text());
    assertThat(say("{\"content\":\"hi\",\"client_id\":\"c-1\"}", "c-1").text())
        .isEqualTo(first.text());
    assertThat(history("")).containsExactly("hi");
  }

  @Test
  void the_same_client_id_for_other_content_is_a_conflict() {
    say("{\"content\":\"hi\",\"client_id\":\"c-1\"}");

    var reply = say("{\"content\":\"ho\"}", "c-1");

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.json().path("type").asString()).endsWith("client_id_conflict");
    assertThat(history("")).containsExactly("hi");
  }

  @Test
  void the_member_and_the_header_must_not_differ() {
    var reply = say("{\"content\":\"hi\",\"client_id\":\"c-1\"}", "c-2");

    assertThat(reply.mistakes()).containsExactly("body.client_id value_error");
    assertThat(history("")).isEmpty();
  }

  @Test
  void a_client_id_that_breaks_its_rules_is_refused() {
    for (var id : List.of("", "a b", "é", "a".repeat(65))) {
      assertThat(say("{\"content\":\"hi\",\"client_id\":\"" + id + "\"}").mistakes())
          .as(id)
          .containsExactly("body.client_id value_error");
    }
    assertThat(say("{\"content\":\"hi\",\"client_id\":7}").mistakes())
        .containsExactly("body.client_id string_type");
    assertThat(say("{\"content\":\"hi\"}", "a b").mistakes())
        .containsExactly("header.idempotency-key value_error");
    assertThat(say("{\"content\":\"hi\"}", "\"\"").mistakes())
        .containsExactly("header.idempotency-key value_error");
    var twice =
        Call.post(messages).as(alice).with("Idempotency-Key", "a").with("Idempotency-Key", "b");
    assertThat(send(twice.json("{\"content\":\"hi\"}")).mistakes())
        .containsExactly("header.idempotency-key value_error");
  }

  @Test
  void history_is_the_newest_first() {
    for (var content : List.of("one", "two", "three")) {
      say("{\"content\":\"" + content + "\"}");
    }

    assertThat(history("")).containsExactly("three", "two", "one");
    assertThat(history("?skip=1&limit=1")).containsExactly("two");
    assertThat(history("?before_seq=3")).containsExactly("two", "one");
    assertThat(history("?before_seq=1")).isEmpty();
    assertThat(history("?before_seq=9223372036854775807")).hasSize(3);
    assertThat(history("?search=T")).containsExactly("three", "two");
  }

  @Test
  void the_link_leads_through_all_of_the_history_and_ends() {
    for (int i = 1; i <= 7; i++) {
      say("{\"content\":\"" + i + "\"}");
    }

    assertThat(followed(messages + "?limit=3")).isEqualTo(List.of("7 6 5", "4 3 2", "1"));
    assertThat(followed(messages + "?limit=3&skip=1")).isEqualTo(List.of("6 5 4", "3 2 1"));
    assertThat(followed(messages + "?limit=7")).hasSize(1);
  }

  @Test
  void a_page_may_lie_after_or_around_a_position() {
    for (int i = 1; i <= 7; i++) {
      say("{\"content\":\"" + i + "\"}");
    }

    assertThat(history("?after_seq=0&limit=3")).containsExactly("3", "2", "1");
    assertThat(history("?after_seq=4&limit=3")).containsExactly("7", "6", "5");
    assertThat(history("?after_seq=7")).isEmpty();
    assertThat(history("?after_seq=9223372036854775807")).isEmpty();
    assertThat(history("?around_seq=4&limit=4")).containsExactly("6", "5", "4", "3");
    assertThat(history("?around_seq=1&limit=3")).containsExactly("3", "2", "1");
    assertThat(history("?around_seq=9223372036854775807&limit=2")).containsExactly("7", "6");
  }

  @Test
  void links_lead_to_the_older_and_to_the_newer_page() {
    for (int i = 1; i <= 7; i++) {
      say("{\"content\":\"" + i + "\"}");
    }

    var middle = send(Call.get(messages + "?around_seq=4&limit=3").as(alice));
    assertThat(middle.header("Link"))
        .isEqualTo(
            "<%1$s?before_seq=3&limit=3>; rel=\"next\", <%1$s?after_seq=5&limit=3>; rel=\"prev\""
                .formatted(messages));
    assertThat(contents(send(Call.get(linked(middle, "next")).as(alice))))
        .containsExactly("2", "1");
    var newest = send(Call.get(linked(middle, "prev")).as(alice));
    assertThat(contents(newest)).containsExactly("7", "6");
    assertThat(linked(newest, "prev")).isEmpty();
    assertThat(linked(newest, "next")).isNotEmpty();
    assertThat(linked(send(Call.get(messages + "?limit=3").as(alice)), "prev")).isEmpty();
    assertThat(send(Call.get(messages + "?around_seq=4").as(alice)).header("Link")).isEmpty();
    assertThat(send(Call.get(messages + "?after_seq=7").as(alice)).header("Link")).isEmpty();
  }

  @Test
  void a_page_has_one_position() {
    assertThat(send(Call.get(messages + "?before_seq=3&after_seq=1").as(alice)).mistakes())
        .containsExactly("query.after_seq value_error");
    assertThat(
            send(Call.get(messages + "?around_seq=3&after_seq=1&before_seq=x").as(alice))
                .mistakes())
        .containsExactlyInAnyOrder(
            "query.before_seq int_parsing",
            "query.after_seq value_error",
            "query.around_seq value_error");
    assertThat(send(Call.get(messages + "?after_seq=-1").as(alice)).mistakes())
        .containsExactly("query.after_seq greater_than_equal");
    assertThat(send(Call.get(messages + "?around_seq=0").as(alice)).mistakes())
        .containsExactly("query.around_seq greater_than_equal");
  }

  @Test
  void a_search_and_what_is_skipped_go_from_the_newer_to_the_older_alone() {
    assertThat(send(Call.get(messages + "?after_seq=3&search=a&skip=1").as(alice)).mistakes())
        .containsExactlyInAnyOrder("query.search value_error", "query.skip value_error");
    assertThat(send(Call.get(messages + "?around_seq=3&search=a").as(alice)).mistakes())
        .containsExactly("query.search value_error");
    assertThat(history("?after_seq=3&search=&skip=0")).isEmpty();
  }

  @Test
  void the_link_carries_the_search_on() {
    for (var content : List.of("a&b=c d?", "other", "a&b=c e?", "a&b=c é>")) {
      say("{\"content\":\"" + content + "\"}");
    }

    assertThat(followed(messages + "?limit=1&search=a%26b%3Dc+"))
        .containsExactly("a&b=c é>", "a&b=c e?", "a&b=c d?");
  }

  @Test
  void history_of_a_room_that_is_not_there_is_not_found() {
    assertThat(send(Call.get("/api/chat/rooms/2/messages").as(alice)).detail())
        .isEqualTo("Chat room not found");
    assertThat(send(Call.get("/api/chat/rooms/0/messages").as(alice)).status()).isEqualTo(404);
  }

  @Test
  void a_position_is_a_positive_integer() {
    assertThat(send(Call.get(messages + "?before_seq=0&limit=0").as(alice)).mistakes())
        .containsExactlyInAnyOrder(
            "query.before_seq greater_than_equal", "query.limit greater_than_equal");
    assertThat(send(Call.get(messages + "?before_seq=9223372036854775808").as(alice)).mistakes())
        .containsExactly("query.before_seq int_parsing");
  }

  private List<String> followed(String first) {
    var pages = new ArrayList<String>();
    var path = first;
    while (!path.isEmpty()) {
      var reply = send(Call.get(path).as(alice));
      pages.add(String.join(" ", contents(reply)));
      path = linked(reply, "next");
    }
    return pages;
  }

  /** Where the page's link of that relation leads; empty when it has none. */
  private static String linked(Reply reply, String relation) {
    for (var link : reply.header("Link").split(", ", -1)) {
      if (link.endsWith(">; rel=\"" + relation + "\"")) {
        return link.substring(1, link.indexOf('>'));
      }
    }
    return "";
  }

  private List<String> history(String query) {
    return contents(send(Call.get(messages + query).as(alice)));
  }

  private static List<String> contents(Reply reply) {
    assertThat(reply.status()).isEqualTo(200);
    return reply.json().valueStream().map(m -> m.path("content")).map(JsonNode::asString).toList();
  }

  private Reply say(String json) {
    return send(Call.post(messages).as(alice).json(json));
  }

  private Reply say(String json, String idempotencyKey) {
    return send(Call.post(messages).as(alice).with("Idempotency-Key", idempotencyKey).json(json));
  }
}
