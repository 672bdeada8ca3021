package chat.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.StoreUnavailable;
import org.junit.jupiter.api.Test;

class MeTest extends WebTest {
  @Test
  void tells_the_caller_who_they_are() {
    send(
        Call.post("/api/register")
            .json("{\"username\":\"alice\",\"email\":\"a@example.com\",\"password\":\"secret1\"}"));
    var token =
        send(Call.post("/api/login").form("username=alice&password=secret1"))
            .text()
            .replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");

    var reply = send(Call.get("/api/users/me").as(token));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text())
        .isEqualTo(
            "{\"username\":\"alice\",\"email\":\"a@example.com\",\"id\":1,"
                + "\"created_at\":\"2026-11-22T18:30:00.000Z\"}");
  }

  @Test
  void tells_everybody_of_themselves_alone() {
    var alice = loggedIn("alice");
    var bob = loggedIn("bob");

    assertThat(send(Call.get("/api/users/me").as(bob)).text()).contains("\"bob\"", "\"id\":2");
    assertThat(send(Call.get("/api/users/me").as(alice)).text()).contains("\"alice\"", "\"id\":1");
  }

  @Test
  void refuses_who_shows_no_good_token() {
    var token = loggedIn("alice");
    send(Call.post("/api/logout").as(token));

    assertThat(send(Call.get("/api/users/me")).detail()).isEqualTo("Not authenticated");
    for (var bad : new String[] {token, "nonsense"}) {
      var reply = send(Call.get("/api/users/me").as(bad));
      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.detail()).isEqualTo("Could not validate credentials");
      assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
    }
  }

  @Test
  void refuses_a_token_whose_user_is_gone() {
    var token = loggedIn("alice");
    chat.forgetUsers();

    assertThat(send(Call.get("/api/users/me").as(token)).status()).isEqualTo(401);
  }

  @Test
  void answers_503_without_a_store() {
    var token = loggedIn("alice");
    chat.fail(new StoreUnavailable("away"));

    assertThat(send(Call.get("/api/users/me").as(token)).status()).isEqualTo(503);
  }
}
