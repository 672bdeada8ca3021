package chat.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.adapter.web.limit.Limit;
import chat.adapter.web.limit.LimitSettings;
import chat.domain.StoreUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LimitedCallsTest {
  private static final String FORWARDED_FOR = "X-Forwarded-For";

  /** In seconds; some may have passed. */
  private static final String ABOUT_20_MINUTES = "(1200|11[0-9]{2})";

  private static void assertRefused(Reply reply, String limit, String detail) {
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.json().path("type").asString()).isEqualTo("urn:chat:problem:rate_limited");
    assertThat(reply.detail()).isEqualTo(detail);
    assertThat(reply.header("RateLimit-Policy")).contains("\"" + limit + "\";q=");
    assertThat(reply.header("RateLimit")).matches("\"" + limit + "\";r=0;t=[1-9][0-9]*");
    var seconds = reply.header("RateLimit").replaceFirst(".*t=", "");
    assertThat(Integer.parseInt(reply.header("Retry-After")))
        .isGreaterThanOrEqualTo(Integer.parseInt(seconds));
  }

  private static Call register(String name) {
    return Call.post("/api/register")
        .json("{\"username\":\"%s\",\"password\":\"secret1\"}".formatted(name));
  }

  private static Call logIn(String name, String password) {
    return Call.post("/api/login").form("username=" + name + "&password=" + password);
  }

  @Nested
  class Messages extends WebTest {
    @Override
    LimitSettings limits() {
      return LimitSettings.OFF.with(Limit.MESSAGES, 1);
    }

    @Test
    void what_is_sent_edited_and_deleted_counts_together() {
      var alice = loggedIn("alice");
      var messages = room(alice, "general");

      var sent = send(Call.post(messages).as(alice).json("{\"content\":\"hi\"}"));
      assertThat(sent.status()).isEqualTo(201);
      assertThat(sent.header("RateLimit-Policy")).isEqualTo("\"messages\";q=5;w=5");
      assertThat(sent.header("RateLimit")).isEqualTo("\"messages\";r=4;t=1");
      var message = messages + "/" + sent.json().path("id").asLong();
      var edited = send(Call.patch(message).as(alice).json("{\"content\":\"hi!\"}"));
      assertThat(edited.status()).isEqualTo(200);
      assertThat(edited.header("RateLimit")).startsWith("\"messages\";r=");
      var deleted = send(Call.delete(message).as(alice));
      assertThat(deleted.status()).isEqualTo(204);
      assertThat(deleted.header("RateLimit")).startsWith("\"messages\";r=");

      var tooMany = "You send too many messages";
      for (var call :
          List.of(
              Call.post(messages).as(alice).json("{\"content\":\"hi\"}"),
              Call.patch(message).as(alice).json("{\"content\":\"hi!\"}"),
              Call.delete(message).as(alice))) {
        // One more is granted every second, so that it may take some calls.
        var refused = await().until(() -> send(call), reply -> reply.status() == 429);
        assertRefused(refused, "messages", tooMany);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
      }
    }

    @Test
    void what_is_refused_is_not_done() {
      var alice = loggedIn("alice");
      var messages = room(alice, "general");

      var statuses =
          IntStream.range(0, 30)
              .mapToObj(i -> send(Call.post(messages).as(alice).json("{\"content\":\"hi\"}")))
              .map(Reply::status)
              .toList();

      var sent = statuses.stream().filter(status -> status == 201).count();
      assertThat(statuses).contains(429);
      assertThat(chat.calls().stream().filter("send"::equals).count()).isEqualTo(sent);
    }

    @Test
    void others_go_on() {
      var alice = loggedIn("alice");
      var bob = loggedIn("bob");
      var messages = room(alice, "general");
      var hi = "{\"content\":\"hi\"}";

      await().until(() -> send(Call.post(messages).as(alice).json(hi)).status() == 429);

      assertThat(send(Call.post(messages).as(bob).json(hi)).status()).isEqualTo(201);
      assertThat(send(Call.get(messages).as(alice)).status()).isEqualTo(200);
    }

    @Test
    void what_is_wrong_in_itself_does_not_count() {
      var alice = loggedIn("alice");
      var messages = room(alice, "general");

      for (int i = 0; i < 20; i++) {
        assertThat(send(Call.post(messages).as(alice).json("{}")).status()).isEqualTo(422);
        assertThat(send(Call.post(messages).json("{\"content\":\"hi\"}")).status()).isEqualTo(401);
      }

      assertThat(
              send(Call.post(messages).as(alice).json("{\"content\":\"hi\"}")).header("RateLimit"))
          .isEqualTo("\"messages\";r=4;t=1");
    }
  }

  @Nested
  class Searches extends WebTest {
    @Override
    LimitSettings limits() {
      return LimitSettings.OFF.with(Limit.SEARCHES, 1);
    }

    @Test
    void those_for_messages_and_for_rooms_count_together() {
      var alice = loggedIn("alice");
      var messages = room(alice, "general");
      var searches =
          List.of("/api/search?q=hi", messages + "?search=hi", "/api/chat/rooms?search=gen");

      var first = send(Call.get(searches.get(0)).as(alice));
      assertThat(first.status()).isEqualTo(200);
      assertThat(first.header("RateLimit-Policy")).isEqualTo("\"searches\";q=5;w=5");
      assertThat(first.header("RateLimit")).isEqualTo("\"searches\";r=4;t=1");
      for (var search : searches) {
        assertThat(send(Call.get(search).as(alice)).status()).isEqualTo(200);
      }

      for (var search : searches) {
        // One more is granted every second, so that it may take some calls.
        var refused =
            await().until(() -> send(Call.get(search).as(alice)), reply -> reply.status() == 429);
        assertRefused(refused, "searches", "You search too often");
      }
    }

    @Test
    void who_reads_without_searching_and_others_go_on() {
      var alice = loggedIn("alice");
      var bob = loggedIn("bob");
      var messages = room(alice, "general");

      await().until(() -> send(Call.get("/api/search?q=hi").as(alice)).status(), s -> s == 429);

      for (var path : List.of(messages, messages + "?search=", "/api/chat/rooms?search=%20")) {
        var read = send(Call.get(path).as(alice));
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("RateLimit")).isEmpty();
      }
      assertThat(send(Call.get("/api/search?q=hi").as(bob)).status()).isEqualTo(200);
    }

    @Test
    void what_is_wrong_in_itself_does_not_count() {
      var alice = loggedIn("alice");

      for (int i = 0; i < 20; i++) {
        assertThat(send(Call.get("/api/search?q=").as(alice)).status()).isEqualTo(422);
      }

      assertThat(send(Call.get("/api/search?q=hi").as(alice)).header("RateLimit"))
          .isEqualTo("\"searches\";r=4;t=1");
    }
  }

  @Nested
  class Reads extends WebTest {
    @Override
    LimitSettings limits() {
      return LimitSettings.OFF.with(Limit.READS, 1);
    }

    @Test
    void history_and_rooms_count_together_and_others_go_on() {
      var alice = loggedIn("alice");
      var bob = loggedIn("bob");
      var messages = room(alice, "general");
      var room = messages.substring(0, messages.lastIndexOf('/'));

      for (var path : List.of(messages, "/api/chat/rooms", room)) {
        var read = send(Call.get(path).as(alice));
        assertThat(read.status()).as(path).isEqualTo(200);
        assertThat(read.header("RateLimit-Policy")).as(path).isEqualTo("\"reads\";q=5;w=5");
      }
      var refused =
          await().until(() -> send(Call.get(messages).as(alice)), reply -> reply.status() == 429);
      assertRefused(refused, "reads", "You read too often");
      assertThat(send(Call.get(messages).as(bob)).status()).isEqualTo(200);
    }
  }

  @Nested
  class Rooms extends WebTest {
    @Override
    LimitSettings limits() {
      return LimitSettings.OFF.with(Limit.ROOMS, 2);
    }

    @Test
    void a_user_opens_so_many_an_hour_and_others_go_on() {
      var alice = loggedIn("alice");
      var bob = loggedIn("bob");

      assertThat(open(alice, "one").status()).isEqualTo(201);
      assertThat(open(alice, "two").header("RateLimit-Policy")).isEqualTo("\"rooms\";q=2;w=3600");
      var refused = open(alice, "three");

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.detail()).isEqualTo("You open too many rooms");
      assertThat(open(bob, "four").status()).isEqualTo(201);
    }

    private Reply open(String token, String name) {
      return send(Call.post("/api/chat/rooms").as(token).json("{\"name\":\"%s\"}".formatted(name)));
    }
  }

  @Nested
  class Handshakes extends WebTest {
    @Override
    LimitSettings limits() {
      return LimitSettings.OFF.with(Limit.HANDSHAKES, 1);
    }

    @Test
    void an_address_may_try_so_many_whether_they_succeed_or_not() {
      var handshake =
          String.join(
              "\r\n",
              "GET /ws?token=nonsense HTTP/1.1",
              "Host: localhost",
              "Upgrade: websocket",
              "Connection: Upgrade, close",
              "",
              "");

      assertThat(RawHttp.send(server.port(), handshake).status()).isEqualTo(403);
      var refused =
          await().until(() -> RawHttp.send(server.port(), handshake), raw -> raw.status() == 429);

      assertThat(refused.headers()).containsEntry("Retry-After", List.of("1"));
      assertThat(refused.text()).contains("Too many handshakes from your address");
      assertThat(send(Call.get("/api/health")).status()).isEqualTo(200);
    }
  }

  @Nested
  class Registrations extends WebTest {
    @Override
    LimitSettings limits() {
      return LimitSettings.OFF.with(Limit.REGISTRATIONS, 3);
    }

    @Test
    void they_are_counted_by_address_whatever_a_client_says_of_itself() {
      for (int i = 0; i < 3; i++) {
        var reply = send(register("user" + i).with(FORWARDED_FOR, "192.0.2." + i));
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.header("RateLimit-Policy")).isEqualTo("\"registrations\";q=3;w=3600");
        assertThat(reply.header("RateLimit"))
            .matches("\"registrations\";r=" + (2 - i) + ";t=" + ABOUT_20_MINUTES);
      }

      var refused = send(register("user3").with(FORWARDED_FOR, "192.0.2.3"));

      assertRefused(refused, "registrations", "Too many registrations from your address");
      assertThat(refused.header("Retry-After")).matches(ABOUT_20_MINUTES);
      assertThat(chat.calls()).containsExactly("register", "register", "register");
    }

    @Test
    void a_taken_name_counts_too() {
      send(register("alice"));

      var taken = send(register("alice"));

      assertThat(taken.status()).isEqualTo(400);
      assertThat(taken.header("RateLimit")).startsWith("\"registrations\";r=1;");
    }
  }

  @Nested
  class BehindProxies extends WebTest {
    @Override
    LimitSettings limits() {
      return LimitSettings.OFF.with(Limit.REGISTRATIONS, 1).behind(2);
    }

    @Test
    void a_client_is_whoever_called_the_outermost_proxy() {
      assertThat(from("192.0.2.1, 10.0.0.1", "alice")).isEqualTo(201);
      assertThat(from("192.0.2.1, 10.0.0.2", "bob")).isEqualTo(429);
      assertThat(from("6.6.6.6, 192.0.2.1, 10.0.0.1", "bob")).isEqualTo(429);
      assertThat(from("192.0.2.2, 10.0.0.1", "bob")).isEqualTo(201);
      assertThat(from("2001:db8::1, 10.0.0.1", "carol")).isEqualTo(201);
      assertThat(from("2001:db8::2, 10.0.0.1", "dave")).isEqualTo(429);
    }

    private int from(String forwardedFor, String name) {
      return send(register(name).with(FORWARDED_FOR, forwardedFor)).status();
    }
  }

  @Nested
  class WrongPasswordsForAName extends WebTest {
    private static final String TOO_MANY = "Too many failed logins for this username";

    @Override
    LimitSettings limits() {
      return LimitSettings.OFF.with(Limit.FAILED_LOGINS_OF_NAME, 3);
    }

    @Test
    void after_too_many_not_even_the_right_one_is_looked_at() {
      loggedIn("alice");
      for (int i = 0; i < 3; i++) {
        assertThat(send(logIn("alice", "wrong")).status()).isEqualTo(401);
      }
      int checked = chat.calls().size();

      assertRefused(send(logIn("alice", "secret1")), "failed-logins-of-name", TOO_MANY);
      assertThat(chat.calls()).hasSize(checked);
    }

    @Test
    void it_is_the_name_that_counts_and_not_how_it_is_written() {
      loggedIn("alice");
      for (var name : List.of("alice", "ALICE", "+Alice+")) {
        assertThat(send(logIn(name, "wrong")).status()).as(name).isEqualTo(401);
      }

      assertRefused(send(logIn("aLiCe", "wrong")), "failed-logins-of-name", TOO_MANY);
    }

    @Test
    void nobodys_name_is_treated_like_anybodys() {
      for (int i = 0; i < 3; i++) {
        assertThat(send(logIn("nobody", "wrong")).status()).isEqualTo(401);
      }

      assertRefused(send(logIn("nobody", "wrong")), "failed-logins-of-name", TOO_MANY);
    }

    @Test
    void right_passwords_do_not_count_and_other_names_go_on() {
      loggedIn("alice");
      loggedIn("bob");
      for (int i = 0; i < 10; i++) {
        assertThat(send(logIn("alice", "secret1")).status()).isEqualTo(200);
      }
      for (int i = 0; i < 3; i++) {
        assertThat(send(logIn("alice", "wrong")).status()).isEqualTo(401);
      }

      assertThat(send(logIn("bob", "secret1")).status()).isEqualTo(200);
    }

    @Test
    void what_cannot_be_told_to_be_wrong_does_not_count() {
      loggedIn("alice");
      chat.fail(new StoreUnavailable("away"));
      for (int i = 0; i < 10; i++) {
        assertThat(send(logIn("alice", "wrong")).status()).isEqualTo(503);
      }
      chat.fail(null);

      assertThat(send(logIn("alice", "secret1")).status()).isEqualTo(200);
    }

    @Test
    void no_more_are_looked_at_by_trying_them_all_at_once() {
      loggedIn("alice");
      int before = chat.calls().size();

      var tries = new ArrayList<CompletableFuture<Integer>>();
      for (int i = 0; i < 30; i++) {
        tries.add(CompletableFuture.supplyAsync(() -> send(logIn("alice", "wrong")).status()));
      }

      assertThat(tries.stream().map(CompletableFuture::join).filter(status -> status == 401))
          .hasSize(3);
      assertThat(chat.calls().stream().skip(before)).containsOnly("log in").hasSize(3);
    }

    @Test
    void how_many_were_wrong_is_no_business_of_strangers() {
      var reply = send(logIn("alice", "wrong"));

      assertThat(reply.header("RateLimit")).isEmpty();
      assertThat(reply.header("RateLimit-Policy"))
          .isEqualTo("\"failed-logins-of-name\";q=3;w=3600");
    }
  }

  @Nested
  class WrongPasswordsFromAnAddress extends WebTest {
    @Override
    LimitSettings limits() {
      return LimitSettings.OFF
          .with(Limit.FAILED_LOGINS_OF_ADDRESS, 3)
          .with(Limit.FAILED_LOGINS_OF_NAME, 2);
    }

    @Test
    void they_count_whatever_the_names() {
      loggedIn("alice");
      for (int i = 0; i < 3; i++) {
        var wrong = send(logIn("user" + i, "wrong"));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.header("RateLimit-Policy"))
            .isEqualTo(
                "\"failed-logins-of-address\";q=3;w=3600, \"failed-logins-of-name\";q=2;w=3600");
        assertThat(wrong.header("RateLimit"))
            .matches("\"failed-logins-of-address\";r=" + (2 - i) + ";t=" + ABOUT_20_MINUTES);
      }

      assertRefused(
          send(logIn("alice", "secret1")),
          "failed-logins-of-address",
          "Too many failed logins from your address");
    }

    @Test
    void a_right_one_takes_nothing_and_says_so() {
      loggedIn("alice");

      var reply = send(logIn("alice", "secret1"));

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("RateLimit")).isEqualTo("\"failed-logins-of-address\";r=3;t=0");
    }

    @Test
    void what_the_name_stops_does_not_count_against_the_address() {
      for (int i = 0; i < 2; i++) {
        send(logIn("alice", "wrong"));
      }
      for (int i = 0; i < 10; i++) {
        assertRefused(
            send(logIn("alice", "wrong")),
            "failed-logins-of-name",
            "Too many failed logins for this username");
      }

      assertThat(send(logIn("bob", "wrong")).status()).isEqualTo(401);
    }

    @Test
    void a_name_that_nobody_can_have_counts_against_the_address_alone() {
      for (int i = 0; i < 3; i++) {
        assertThat(send(logIn("x", "wrong")).status()).isEqualTo(401);
      }

      assertRefused(
          send(logIn("x", "wrong")),
          "failed-logins-of-address",
          "Too many failed logins from your address");
    }
  }

  @Nested
  class WrongPasswordsForANameThatLoggedInBefore extends WebTest {
    private static final String HOME = "192.0.2.1";
    private static final String STRANGE = "198.51.100.";

    @Override
    LimitSettings limits() {
      return LimitSettings.OFF.with(Limit.FAILED_LOGINS_OF_NAME, 3).behind(1);
    }

    private int from(String address, String password) {
      return send(logIn("alice", password).with(FORWARDED_FOR, address)).status();
    }

    @Test
    void strangers_who_guess_do_not_lock_out_who_logged_in_from_there_before() {
      assertThat(send(register("alice")).status()).isEqualTo(201);
      assertThat(from(HOME, "secret1")).isEqualTo(200);
      for (int i = 0; i < 20; i++) {
        assertThat(from(STRANGE + i, "wrong")).isEqualTo(i < 3 ? 401 : 429);
      }

      assertThat(from(HOME, "secret1")).isEqualTo(200);
      assertThat(from(STRANGE + 99, "secret1")).isEqualTo(429);
    }

    @Test
    void no_more_is_guessed_from_there_than_from_elsewhere() {
      assertThat(send(register("alice")).status()).isEqualTo(201);
      assertThat(from(HOME, "secret1")).isEqualTo(200);
      for (int i = 0; i < 10; i++) {
        assertThat(from(HOME, "wrong")).isEqualTo(i < 3 ? 401 : 429);
      }

      assertThat(from(HOME, "secret1")).isEqualTo(429);
      // Nor does that take anything from the others.
      assertThat(from(STRANGE + 1, "wrong")).isEqualTo(401);
    }

    @Test
    void a_wrong_password_makes_no_address_known() {
      assertThat(send(register("alice")).status()).isEqualTo(201);
      for (int i = 0; i < 3; i++) {
        assertThat(from(HOME, "wrong")).isEqualTo(401);
      }
      assertThat(from(HOME, "secret1")).isEqualTo(429);
    }

    @Test
    void those_of_one_address_share_what_is_scarce_and_no_others() {
      for (var address : List.of(HOME, HOME, "2001:db8::1", "2001:db8::2", STRANGE + 1)) {
        assertThat(send(register("user").with(FORWARDED_FOR, address)).status()).isPositive();
        assertThat(from(address, "wrong")).isPositive();
      }
      var sources = chat.sources();
      assertThat(sources).hasSize(8);
      assertThat(Set.copyOf(sources)).hasSize(3);
    }
  }

  @Nested
  class Off extends WebTest {
    @Override
    LimitSettings limits() {
      return LimitSettings.OFF;
    }

    @Test
    void nothing_is_refused_or_told() {
      var alice = loggedIn("alice");
      var messages = room(alice, "general");
      for (int i = 0; i < 50; i++) {
        assertThat(send(logIn("alice", "wrong")).status()).isEqualTo(401);
        var sent = send(Call.post(messages).as(alice).json("{\"content\":\"hi\"}"));
        assertThat(sent.status()).isEqualTo(201);
        assertThat(sent.response().headers().map().keySet())
            .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("ratelimit"));
      }
    }
  }
}
