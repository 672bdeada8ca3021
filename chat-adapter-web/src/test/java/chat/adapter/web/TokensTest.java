package chat.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokensTest extends WebTest {
  @Test
  void a_form_is_exchanged_for_a_token() {
    loggedIn("alice");

    var reply = logIn("username=alice&password=secret1");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text())
        .isEqualTo("{\"access_token\":\"token-2-of-1\",\"token_type\":\"bearer\"}");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void json_is_exchanged_for_a_token_as_well() {
    loggedIn("alice");

    var reply =
        send(
            Call.post("/api/login")
                .json("{\"username\":\"ALICE\",\"password\":\"secret1\",\"scope\":7}"));

    assertThat(reply.status()).isEqualTo(200);
  }

  @Test
  void the_other_fields_of_the_password_grant_are_ignored() {
    loggedIn("alice");

    var reply =
        send(
            Call.post("/api/login")
                .with("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                .with("Authorization", "Basic Og==")
                .body(
                    java.net.http.HttpRequest.BodyPublishers.ofString(
                        "grant_type=password&username=alice&password=secret1&scope=&client_id=")));

    assertThat(reply.status()).isEqualTo(200);
  }

  @Test
  void a_form_is_decoded_as_utf_8() {
    send(
        Call.post("/api/register").json("{\"username\":\"Zoë & co\",\"password\":\"pass+wörd%\"}"));

    assertThat(logIn("username=Zo%C3%AB+%26+co&password=pass%2Bw%c3%b6rd%25").status())
        .isEqualTo(200);
  }

  @Test
  void an_unknown_user_and_a_wrong_password_get_the_same_answer() {
    loggedIn("alice");

    var unknown = logIn("username=nobody&password=secret1");
    var wrong = logIn("username=alice&password=wrong");

    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.detail()).isEqualTo("Incorrect username or password");
    assertThat(unknown.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(wrong.text()).isEqualTo(unknown.text());
    assertThat(wrong.response().headers().map().keySet())
        .isEqualTo(unknown.response().headers().map().keySet());
  }

  @Test
  void a_form_lacks_what_is_missing_or_empty() {
    assertThat(logIn("").mistakes())
        .containsExactly("body.username missing", "body.password missing");
    assertThat(logIn("username=alice&password=").mistakes())
        .containsExactly("body.password missing");
  }

  @Test
  void a_form_that_is_not_utf_8_is_refused() {
    for (var form : new String[] {"username=%ff&password=secret1", "username=%4", "a=%zz", "%"}) {
      assertThat(logIn(form).mistakes()).as(form).containsExactly("body form_invalid");
    }
  }

  @Test
  void after_logging_out_the_token_is_worth_nothing() {
    var token = loggedIn("alice");

    var reply = send(Call.post("/api/logout").as(token));

    assertThat(reply.text()).isEqualTo("{\"message\":\"Successfully logged out\"}");
    assertThat(send(Call.post("/api/logout").as(token)).detail())
        .isEqualTo("Could not validate credentials");
    assertThat(send(Call.get("/api/chat/rooms").as(token)).status()).isEqualTo(401);
  }

  @Test
  void the_scheme_of_the_header_has_no_case() {
    var token = loggedIn("alice");

    for (var scheme : new String[] {"Bearer ", "bearer ", "BEARER   "}) {
      assertThat(rooms(scheme + token).status()).as(scheme).isEqualTo(200);
    }
  }

  @Test
  void without_a_bearer_token_nobody_is_authenticated() {
    var token = loggedIn("alice");

    assertThat(send(Call.get("/api/chat/rooms")).detail()).isEqualTo("Not authenticated");
    for (var header : new String[] {"Basic YTpi", token, "Bearer" + token, "Token " + token}) {
      var reply = rooms(header);
      assertThat(reply.status()).as(header).isEqualTo(401);
      assertThat(reply.detail()).as(header).isEqualTo("Not authenticated");
      assertThat(reply.header("WWW-Authenticate")).as(header).isEqualTo("Bearer");
    }
  }

  @Test
  void a_token_that_is_not_ours_is_refused() {
    var unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.";
    for (var token : new String[] {"x", unsigned, "a b c", "ü", "%00", "x".repeat(6000)}) {
      var reply = rooms("Bearer " + token);
      assertThat(reply.status()).as(token).isEqualTo(401);
      assertThat(reply.detail()).as(token).isEqualTo("Could not validate credentials");
      assertThat(reply.header("WWW-Authenticate")).as(token).isEqualTo("Bearer");
    }
  }

  @Test
  void every_call_about_rooms_wants_a_token_before_it_looks_at_anything_else() {
    for (var call :
        new Call[] {
          Call.post("/api/logout"),
          Call.get("/api/chat/rooms?limit=x"),
          Call.post("/api/chat/rooms").json("{"),
          Call.get("/api/chat/rooms/x"),
          Call.get("/api/chat/rooms/999/messages"),
          Call.post("/api/chat/rooms/999/messages").json("{}"),
        }) {
      var reply = send(call);
      assertThat(reply.status()).as(call.path()).isEqualTo(401);
      assertThat(reply.detail()).as(call.path()).isEqualTo("Not authenticated");
    }
  }

  private Reply rooms(String authorization) {
    return send(Call.get("/api/chat/rooms").with("Authorization", authorization));
  }

  private Reply logIn(String form) {
    return send(Call.post("/api/login").form(form));
  }
}
