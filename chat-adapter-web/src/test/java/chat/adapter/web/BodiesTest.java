package chat.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodiesTest extends WebTest {
  private static final String GOOD = "{\"username\":\"alice\",\"password\":\"secret1\"}";

  @Test
  void what_is_not_json_is_refused() {
    for (var json :
        List.of(
            "{",
            "{\"username\":\"alice\"",
            "{'username':'alice'}",
            "{\"username\":\"al\nice\"}",
            "{\"username\":NaN}",
            "nonsense",
            GOOD + GOOD,
            GOOD + " x",
            "{\"username\":\"alice\",\"username\":\"bob\",\"password\":\"secret1\"}",
            "{\"a\":" + "1".repeat(101) + "}",
            "[".repeat(5000),
            "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}")) {
      var reply = register(json.getBytes(StandardCharsets.UTF_8));
      assertThat(reply.status()).as(json).isEqualTo(422);
      assertThat(reply.mistakes()).as(json).containsExactly("body json_invalid");
    }
    assertThat(chat.calls()).isEmpty();
  }

  @Test
  void json_is_utf_8_and_nothing_else() {
    var latin = GOOD.replace("alice", "zoé").getBytes(StandardCharsets.ISO_8859_1);
    var surrogates = GOOD.replace("alice", "al\u0001ice").getBytes(StandardCharsets.ISO_8859_1);

    assertThat(register(latin).mistakes()).containsExactly("body json_invalid");
    assertThat(register(GOOD.getBytes(StandardCharsets.UTF_16)).mistakes())
        .containsExactly("body json_invalid");
    assertThat(register(surrogates).mistakes()).containsExactly("body json_invalid");
  }

  @Test
  void a_body_is_an_object() {
    for (var json : List.of("[]", "7", "\"alice\"", "null", "true")) {
      assertThat(register(json.getBytes(StandardCharsets.UTF_8)).mistakes())
          .as(json)
          .containsExactly("body model_attributes_type");
    }
    assertThat(register(new byte[0]).mistakes()).containsExactly("body missing");
  }

  @Test
  void a_body_of_another_type_is_refused() {
    for (var type :
        List.of(
            "text/plain",
            "text/plain;charset=unheard-of",
            "application/xml",
            "application/jsonx",
            "",
            "json")) {
      var reply =
          send(
              Call.post("/api/register")
                  .with("Content-Type", type)
                  .body(BodyPublishers.ofString(GOOD)));
      assertThat(reply.status()).as(type).isEqualTo(415);
    }
    var form = send(Call.post("/api/register").form("username=alice&password=secret1"));
    assertThat(form.status()).isEqualTo(415);
    assertThat(send(Call.post("/api/register")).status()).isEqualTo(415);
    assertThat(send(Call.post("/api/login").with("Content-Type", "text/plain")).status())
        .isEqualTo(415);
  }

  @Test
  void the_type_has_no_case_and_may_have_parameters() {
    var reply =
        send(
            Call.post("/api/register")
                .with("Content-Type", "Application/JSON ; charset=utf-8")
                .body(BodyPublishers.ofString(GOOD)));

    assertThat(reply.status()).isEqualTo(201);
  }

  @Test
  void a_registration_may_have_8192_bytes_and_not_one_more() {
    var largest = GOOD + " ".repeat(8_192 - GOOD.length());

    assertThat(register(largest.getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(201);
    assertThat(register((largest + " ").getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(413);
  }

  @Test
  void a_message_may_have_65536_bytes_and_not_one_more() {
    var token = loggedIn("alice");
    var messages = room(token, "general");
    var largest = "{\"content\":\"hi\"}" + " ".repeat(65_536 - 16);

    assertThat(send(Call.post(messages).as(token).json(largest)).status()).isEqualTo(201);
    assertThat(send(Call.post(messages).as(token).json(largest + " ")).status()).isEqualTo(413);
  }

  @Test
  void ten_mebibytes_are_refused_with_words_and_the_connection_is_good_for_more() {
    var huge = new byte[10 * 1024 * 1024];

    assertThat(register(huge).status()).isEqualTo(413);
    assertThat(chunked(huge).status()).isEqualTo(413);
    assertThat(register(GOOD.getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(201);
  }

  @Test
  void a_body_without_a_length_is_read_to_its_end() {
    assertThat(chunked(GOOD.getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(201);
  }

  @Test
  void a_huge_form_is_refused_as_well() {
    var reply = send(Call.post("/api/login").form("username=" + "a".repeat(70_000)));

    assertThat(reply.status()).isEqualTo(413);
  }

  @Test
  void a_parser_never_quotes_what_it_read() {
    var reply = register("{\"password\":\"hunter2hunter2\" oops".getBytes(StandardCharsets.UTF_8));

    assertThat(reply.text()).doesNotContain("hunter2").doesNotContain("jackson");
  }

  private Reply chunked(byte[] body) {
    return send(
        Call.post("/api/register")
            .with("Content-Type", "application/json")
            .body(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
  }

  private Reply register(byte[] body) {
    return send(
        Call.post("/api/register")
            .with("Content-Type", "application/json")
            .body(BodyPublishers.ofByteArray(body)));
  }
}
