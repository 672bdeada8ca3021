package chat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.client.event.Closed;
import chat.client.event.Connected;
import chat.client.event.Disconnected;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connecting, staying connected, coming back, and when not to. */
class ConnectionTest extends ClientTest {
  @Test
  void connecting_logs_in_and_says_who_it_is() {
    var client = connect();
    assertThat(client.userId()).isEqualTo(7);
    assertThat(client.username()).isEqualTo("alice");
    assertThat(server.tokens).containsExactly("token-1");
    assertThat(awaitConnection(Connected.class)).isEqualTo(new Connected(7, "alice", "e1"));
  }

  @Test
  void a_wrong_password_is_refused_at_once() {
    server.rest = request -> ScriptedServer.problem(401, "about:blank", "Incorrect");
    assertThatThrownBy(() -> connect(builder(Credentials.of("alice", "wrong"))))
        .isInstanceOfSatisfying(
            ChatRefused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("unauthorized");
              assertThat(refused.status()).isEqualTo(401);
              assertThat(refused.detail()).isEqualTo("Incorrect");
            });
    assertThat(server.calls).hasSize(1);
  }

  @Test
  void a_server_that_isnt_there_yet_is_waited_for() {
    server.refusals.add(ScriptedServer.problem(503, "about:blank", "away"));
    server.refusals.add(new ScriptedServer.Response(0, Map.of(), ""));
    server.refusals.add(ScriptedServer.problem(429, "about:blank", "too many sockets"));
    connect();
    assertThat(server.tokens).containsExactly("token-1", "token-1", "token-1", "token-1");
    awaitConnection(Connected.class);
    assertThat(connection).hasSize(1);
  }

  @Test
  void a_server_that_doesnt_come_is_unavailable() {
    server.close();
    assertThatThrownBy(() -> connect(builder(ALICE).connectTimeout(Duration.ofMillis(300))))
        .isInstanceOf(ChatUnavailable.class)
        .hasMessageContaining("no connection in time");
    server.saysHello = false;
  }

  @Test
  void a_server_that_doesnt_say_hello_is_unavailable() {
    server.saysHello = false;
    assertThatThrownBy(() -> connect(builder(ALICE).connectTimeout(Duration.ofMillis(300))))
        .isInstanceOf(ChatUnavailable.class);
    var peer = server.peer();
    await().until(() -> peer.ended);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "chat.v0"})
  void a_server_of_another_protocol_is_refused(String protocol) {
    server.saysHello = false;
    server.speaks = protocol;
    // The JDK itself refuses a protocol that it didn't ask for, as it does a broken handshake.
    assertThatThrownBy(() -> connect(builder(ALICE).connectTimeout(Duration.ofMillis(500))))
        .isInstanceOf(ChatException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8000", "ftp://localhost", "http:///path", ""})
  void an_address_that_is_none_is_refused(String address) {
    assertThatIllegalArgumentException().isThrownBy(() -> ChatClient.connect(address, ALICE));
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1001, 1003, 1007, 1009, 1011, 1013, 4000, 4008, 4429, 4499})
  void it_comes_back_after_codes_that_let_it(int code) {
    connect();
    server.peer().close(code, "{'reason':'whatever'}");
    server.peer();
    await().until(() -> connection.size() == 3);
    assertThat(connection.get(1))
        .isInstanceOfSatisfying(
            Disconnected.class,
            disconnected -> {
              assertThat(disconnected.reason()).isEqualTo(code + " {\"reason\":\"whatever\"}");
              assertThat(disconnected.reconnectingIn()).isLessThan(Duration.ofMillis(100));
            });
    assertThat(connection.get(2)).isInstanceOf(Connected.class);
    // With the token that it has.
    assertThat(server.logins).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {4500, 4501, 4999})
  void it_stays_away_after_codes_that_tell_it_to(int code) {
    var client = connect();
    var room = client.join(1, events::add);
    var future = client.send(1, "hi");
    var peer = server.peer();
    peer.expect("join");
    peer.expect("send");
    peer.close(code, "{'reason':'protocol error'}");
    var closed = awaitConnection(Closed.class);
    assertThat(closed.byCaller()).isFalse();
    assertThat(closed.reason()).contains("protocol error");
    assertThatThrownBy(future::join)
        .cause()
        .isInstanceOfSatisfying(ChatClosed.class, c -> assertThat(c.maybeStored()).isTrue());
    assertThatThrownBy(() -> room.joined().join()).hasCauseInstanceOf(ChatClosed.class);
    assertThat(client.send(1, "more")).isCompletedExceptionally();
    assertThatIllegalStateException().isThrownBy(() -> client.join(2, events::add));
    assertThat(server.tokens).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"1012, 150", "4429, 150"})
  void it_comes_back_when_the_server_says(int code, long pause) {
    connect();
    server.peer().close(code, "{'retry_after_ms':" + pause + "}");
    long closed = System.nanoTime();
    server.peer();
    assertThat(Duration.ofNanos(System.nanoTime() - closed)).isGreaterThan(Duration.ofMillis(140));
    assertThat(awaitConnection(Disconnected.class).reconnectingIn())
        .isBetween(Duration.ofMillis(pause), Duration.ofMillis(pause + 10));
  }

  @Test
  void a_token_that_ended_is_replaced_by_a_fresh_login() {
    connect();
    server.peer().close(4401, "{'reason':'token expired'}");
    server.peer();
    assertThat(server.tokens).containsExactly("token-1", "token-2");
    // It may have ended while there was no connection.
    server.refusals.add(ScriptedServer.problem(403, "about:blank", "no"));
    await().until(() -> connection.size() == 3);
  }

  @Test
  void a_token_that_ended_unnoticed_is_replaced_by_a_fresh_login() {
    server.refusals.add(ScriptedServer.problem(403, "about:blank", "no"));
    connect();
    assertThat(server.tokens).containsExactly("token-1", "token-2");
  }

  @Test
  void a_fresh_token_that_isnt_taken_is_the_end() {
    server.refusals.add(ScriptedServer.problem(403, "about:blank", "no"));
    server.refusals.add(ScriptedServer.problem(403, "about:blank", "no"));
    assertThatThrownBy(this::connect)
        .isInstanceOfSatisfying(
            ChatRefused.class, refused -> assertThat(refused.status()).isEqualTo(403));
    assertThat(server.tokens).containsExactly("token-1", "token-2");
  }

  @Test
  void a_client_with_nothing_but_a_token_ends_with_it() {
    connect(builder(Credentials.token("mine")));
    assertThat(server.tokens).containsExactly("mine");
    server.peer().close(4401, "{'reason':'token revoked'}");
    assertThat(awaitConnection(Closed.class).reason()).contains("unauthorized");
    assertThat(server.tokens).hasSize(1);
  }

  @Test
  void a_supplier_is_asked_again_until_it_has_a_token() {
    var asked = new AtomicInteger();
    connect(
        builder(
            Credentials.tokens(
                () -> {
                  int time = asked.incrementAndGet();
                  if (time == 2) {
                    throw new IllegalStateException("not now");
                  }
                  return "supplied-" + time;
                })));
    server.peer().close(4401, "");
    server.peer();
    assertThat(server.tokens).containsExactly("supplied-1", "supplied-3");
  }

  @Test
  void a_token_is_replaced_before_it_ends() {
    server.hello.put(
        "expires_at", Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS).toString());
    connect();
    var peer = server.peer();
    assertThat(peer.expect("auth").get("token").asText()).isEqualTo("token-2");
    peer.send(
        "{'type':'authenticated','expires_at':'%s'}"
            .formatted(Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS)));
    assertThat(peer.expect("auth").get("token").asText()).isEqualTo("token-3");
    peer.cut();
    server.peer();
    // The newest one.
    assertThat(server.tokens).containsExactly("token-1", "token-3");
  }

  @Test
  void it_asks_for_signs_of_life_and_drops_a_connection_without() {
    server.hello.put("heartbeat_ms", 100);
    connect();
    var peer = server.peer();
    peer.expect("ping");
    peer.expect("ping");
    server.peer();
    assertThat(awaitConnection(Disconnected.class).reason()).contains("nothing heard");
  }

  @Test
  void a_connection_with_signs_of_life_is_kept() {
    server.hello.put("heartbeat_ms", 500);
    connect();
    var peer = server.peer();
    for (int i = 0; i < 6; i++) {
      peer.expect("ping");
      peer.send("{'type':'pong'}");
    }
    assertThat(connection).hasSize(1);
  }

  @Test
  void a_room_that_stands_still_behind_its_head_is_joined_again() {
    server.hello.put("heartbeat_ms", 500);
    connect().join(1, events::add);
    var peer = server.peer();
    peer.expect("join");
    peer.joined(1, 5);
    peer.expect("ping");
    peer.send("{'type':'pong','rooms':{'1':7,'2':9}}");
    peer.message(1, 6);
    peer.expect("ping");
    // It moved; that isn't standing still.
    peer.send("{'type':'pong','rooms':{'1':7}}");
    peer.expect("ping");
    peer.send("{'type':'pong','rooms':{'1':7}}");
    peer.expect("leave");
    peer.send("{'type':'left','room_id':1}");
    assertThat(peer.expect("join").get("after_seq").asLong()).isEqualTo(6);
    awaitSeqs(6L);
  }

  @Test
  void frames_that_are_none_end_the_connection_and_nothing_else() {
    connect().join(1, events::add);
    for (var frame : List.of("not json", "{'type':'ack'}", "{'type':'message','room_id':1}")) {
      server.peer().send(frame);
    }
    server.peer().binary();
    var peer = server.peer();
    peer.expect("join");
    peer.send("[]").send("{}").send("{'type':7}").send("null").joined(1, 5);
    peer.message(1, 6);
    awaitSeqs(6L);
  }

  @Test
  void an_end_of_the_client_is_told_last() {
    var client = connect();
    var peer = server.peer();
    client.close();
    client.close();
    assertThat(connection).last().isEqualTo(new Closed("closed", true));
    assertThat(peer.closedWith).isEqualTo(1000);
  }

  @Test
  void a_server_that_doesnt_say_goodbye_is_not_waited_for() {
    // It never reads.
    server.onPeer = peer -> {};
    var client = connect();
    long start = System.nanoTime();
    client.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(connection).last().isInstanceOf(Closed.class);
  }

  @Test
  void logging_out_ends_the_token_and_the_client() {
    server.rest = request -> ScriptedServer.json(200, "{}");
    var client = connect();
    client.logOut();
    assertThat(server.calls).containsExactly("POST /api/logout token-1");
    assertThat(connection).last().isInstanceOf(Closed.class);
    assertThat(server.logins).hasValue(1);
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    var builder = builder(ALICE);
    assertThatIllegalArgumentException().isThrownBy(() -> builder.maxInFlight(0));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.resendAfter(Duration.ZERO));
  }

  @Test
  void secrets_are_not_told() {
    assertThat(Credentials.of("alice", "correct horse")).hasToString("Credentials");
    assertThat(Credentials.token("secret")).hasToString("Credentials");
  }
}
