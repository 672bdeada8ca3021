package chat.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RegisteringTest extends WebTest {
  @Test
  void answers_with_the_user_as_it_is_kept() {
    var reply =
        register("{\"username\":\" alice \",\"email\":\"a@example.com\",\"password\":\"secret1\"}");

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.text())
        .isEqualTo(
            "{\"username\":\"alice\",\"email\":\"a@example.com\",\"id\":1,"
                + "\"created_at\":\"2026-11-22T18:30:00.000Z\"}");
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void needs_no_email_address() {
    assertThat(register("{\"username\":\"alice\",\"password\":\"secret1\"}").text())
        .contains("\"email\":null");
    assertThat(register("{\"username\":\"bob\",\"email\":null,\"password\":\"secret1\"}").text())
        .contains("\"email\":null");
  }

  @Test
  void ignores_members_that_it_does_not_know() {
    var reply = register("{\"username\":\"alice\",\"password\":\"secret1\",\"admin\":{\"x\":[1]}}");

    assertThat(reply.status()).isEqualTo(201);
  }

  @Test
  void refuses_a_taken_name_whatever_its_case() {
    register("{\"username\":\"alice\",\"password\":\"secret1\"}");

    var reply = register("{\"username\":\"ALICE\",\"password\":\"secret2\"}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.detail()).isEqualTo("Username or email already registered");
  }

  @Test
  void refuses_a_taken_email_address_with_the_same_words() {
    register("{\"username\":\"alice\",\"email\":\"a@example.com\",\"password\":\"secret1\"}");

    var reply =
        register("{\"username\":\"bob\",\"email\":\"A@example.com\",\"password\":\"secret2\"}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.detail()).isEqualTo("Username or email already registered");
  }

  @Test
  void lists_everything_that_is_missing() {
    assertThat(mistakes("{}")).containsExactly("body.username missing", "body.password missing");
  }

  @Test
  void lists_everything_that_is_wrong() {
    assertThat(mistakes("{\"username\":7,\"email\":\"nowhere\",\"password\":\"short\"}"))
        .containsExactly(
            "body.username string_type", "body.email value_error", "body.password value_error");
  }

  @Test
  void takes_nothing_else_for_a_string() {
    for (var other : new String[] {"7", "1.5", "true", "null", "[\"alice\"]", "{\"a\":1}"}) {
      assertThat(mistakes("{\"username\":" + other + ",\"password\":\"secret1\"}"))
          .as(other)
          .containsExactly("body.username string_type");
    }
  }

  @Test
  void refuses_names_that_are_blank_or_too_long_or_too_short_or_broken() {
    for (var name : new String[] {"", "   ", "ab", "a".repeat(51), "a\\u0000b", "al\\nice"}) {
      assertThat(mistakes("{\"username\":\"" + name + "\",\"password\":\"secret1\"}"))
          .as(name)
          .containsExactly("body.username value_error");
    }
  }

  @Test
  void refuses_names_of_which_something_cannot_be_seen() {
    for (var hidden : new String[] {"\\u200b", "\\u202e", "\\u3164", "\\u00ad", "\\ue000"}) {
      assertThat(mistakes("{\"username\":\"al" + hidden + "ice\",\"password\":\"secret1\"}"))
          .as(hidden)
          .containsExactly("body.username value_error");
    }
    assertThat(chat.calls()).isEmpty();
  }

  @Test
  void refuses_a_lone_surrogate_wherever_it_stands() {
    assertThat(
            mistakes(
                "{\"username\":\"al\\ud800ice\",\"email\":\"a\\udc00@b.example\","
                    + "\"password\":\"secret\\ud83d\"}"))
        .containsExactly(
            "body.username value_error", "body.email value_error", "body.password value_error");
  }

  @Test
  void refuses_a_password_that_would_be_cut() {
    assertThat(password("a".repeat(73))).containsExactly("body.password value_error");
    assertThat(password("é".repeat(37))).containsExactly("body.password value_error");
    assertThat(password("secret\\u00001")).containsExactly("body.password value_error");
    assertThat(chat.calls()).isEmpty();
  }

  @Test
  void says_what_is_wrong_with_a_password_that_the_servers_rules_refuse() {
    var reply = register("{\"username\":\"alice\",\"password\":\"too common\"}");

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.mistakes()).containsExactly("body.password value_error");
    assertThat(reply.text()).contains("must not be one of the most common ones");
  }

  @Test
  void takes_a_password_of_exactly_72_bytes() {
    var reply = register("{\"username\":\"alice\",\"password\":\"%s\"}".formatted("é".repeat(36)));

    assertThat(reply.status()).isEqualTo(201);
  }

  private java.util.List<String> password(String password) {
    return mistakes("{\"username\":\"alice\",\"password\":\"" + password + "\"}");
  }

  private java.util.List<String> mistakes(String json) {
    var reply = register(json);
    assertThat(reply.status()).isEqualTo(422);
    return reply.mistakes();
  }

  private Reply register(String json) {
    return send(Call.post("/api/register").json(json));
  }
}
