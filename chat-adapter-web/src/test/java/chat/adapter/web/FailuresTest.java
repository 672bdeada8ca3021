package chat.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import chat.application.Overloaded;
import chat.domain.StoreUnavailable;
import chat.domain.StoreUnavailable.Reason;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailuresTest extends WebTest {
  private static final String SECRET = "SELECT * FROM users WHERE password='hunter2'";

  private String alice = "";
  private String messages = "";

  @BeforeEach
  void open_a_room() {
    alice = loggedIn("alice");
    messages = room(alice, "general");
  }

  @Test
  void without_the_store_every_call_asks_to_try_again_shortly() {
    chat.fail(new StoreUnavailable(SECRET, new IllegalStateException(SECRET)));

    for (var call : everything()) {
      var reply = send(call);
      assertThat(reply.status()).as(call.path()).isEqualTo(503);
      assertThat(reply.header("Retry-After")).as(call.path()).isEqualTo("1");
      assertThat(reply.text()).as(call.path()).doesNotContain("SELECT");
    }
  }

  @Test
  void what_keeps_the_store_from_it_is_told_in_plain_words_by_every_call_and_health() {
    var told = new EnumMap<Reason, String>(Reason.class);
    told.put(Reason.AWAY, "The database is away");
    told.put(Reason.FAILING, "The disk of the database fails, is read-only or over its quota");
    told.put(Reason.FULL, "The disk of the database is full");
    told.put(Reason.GONE, "The files of the database are gone");
    assertThat(told).containsOnlyKeys(Reason.values());
    for (var reason : Reason.values()) {
      chat.fail(new StoreUnavailable(reason, SECRET));
      for (var call : everything()) {
        var reply = send(call);
        assertThat(reply.status()).as(call.path()).isEqualTo(503);
        assertThat(reply.json().path("detail").asString()).isEqualTo(told.get(reason));
        assertThat(reply.header("Retry-After")).isEqualTo(reason == Reason.AWAY ? "1" : "5");
      }
    }
  }

  @Test
  void it_works_again_when_the_store_is_back() {
    chat.fail(new StoreUnavailable("away"));
    assertThat(send(Call.get("/api/health")).status()).isEqualTo(503);

    chat.fail(null);

    assertThat(send(Call.get("/api/health")).text())
        .isEqualTo(
            "{\"status\":\"ok\",\"version\":\"1.2.3\",\"search\":{\"state\":\"rebuilding\",\"percent\":33}}");
  }

  @Test
  void a_server_that_the_others_do_not_hear_at_once_works_and_says_that_it_is_degraded() {
    chat.reachOthers(false);
    var reply = send(Call.get("/api/health"));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).startsWith("{\"status\":\"degraded\",");

    chat.reachOthers(true);
    assertThat(send(Call.get("/api/health")).text()).startsWith("{\"status\":\"ok\",");
  }

  @Test
  void a_pause_is_told_in_whole_seconds_rounded_up() {
    assertThat(retryAfter(Duration.ofMillis(1))).isEqualTo("1");
    assertThat(retryAfter(Duration.ZERO)).isEqualTo("1");
    assertThat(retryAfter(Duration.ofSeconds(1))).isEqualTo("1");
    assertThat(retryAfter(Duration.ofMillis(1001))).isEqualTo("2");
    assertThat(retryAfter(Duration.ofSeconds(75))).isEqualTo("75");
  }

  @Test
  void a_fault_is_told_by_its_reference_alone() {
    chat.fail(new IllegalStateException(SECRET));

    for (var call : everything()) {
      var reply = send(call);
      assertThat(reply.status()).as(call.path()).isEqualTo(500);
      assertThat(reply.json().path("reference").asString()).as(call.path()).hasSize(36);
      assertThat(reply.text())
          .as(call.path())
          .doesNotContain("SELECT", "IllegalState", "Exception", "java");
    }
  }

  @Test
  void an_error_of_the_virtual_machine_is_told_no_differently() {
    chat.fail(new StackOverflowError(SECRET));

    for (var call : List.of(Call.get("/api/health"), Call.get("/api/chat/rooms").as(alice))) {
      var reply = send(call);
      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.text()).doesNotContain("SELECT", "StackOverflow");
    }
  }

  private List<Call> everything() {
    return List.of(
        Call.post("/api/register").json("{\"username\":\"bob\",\"password\":\"secret1\"}"),
        Call.post("/api/login").form("username=alice&password=secret1"),
        Call.post("/api/logout").as(alice),
        Call.get("/api/users/me").as(alice),
        Call.get("/api/chat/rooms").as(alice),
        Call.post("/api/chat/rooms").as(alice).json("{\"name\":\"other\"}"),
        Call.get("/api/chat/rooms/1").as(alice),
        Call.get(messages).as(alice),
        Call.post(messages).as(alice).json("{\"content\":\"hi\"}"),
        Call.get("/api/health"));
  }

  private String retryAfter(Duration pause) {
    chat.fail(new Overloaded("full", pause));
    var reply =
        send(Call.post("/api/register").json("{\"username\":\"bob\",\"password\":\"secret1\"}"));
    assertThat(reply.status()).isEqualTo(503);
    return reply.header("Retry-After");
  }
}
