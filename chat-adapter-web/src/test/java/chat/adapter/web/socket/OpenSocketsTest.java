package chat.adapter.web.socket;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.domain.token.LiveSessions;
import chat.domain.token.TokenId;
import chat.testkit.token.LiveSessionsContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions are sockets of real clients. */
class OpenSocketsTest implements LiveSessionsContract {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final LiveServer server = new LiveServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  public LiveSessions sessions() {
    return server.sockets;
  }

  @Override
  public Session open(TokenId token, Instant expiresAt) {
    server.chat.expiries.put(token.value(), expiresAt);
    var session = new Client(server.port(), token.value());
    // Whoever hears themselves has been listed; the answer to the handshake comes before that.
    session.socket.sendText(token.value(), true).join();
    session.heard.join();
    return session;
  }

  @Test
  void a_logout_is_told_with_the_code_that_asks_for_a_login() throws IOException {
    try (var alice = server.joined(1, "alice");
        var bob = server.joined(1, "bob")) {
      server.sockets.end(Set.of(new TokenId("alice")));
      assertThat(alice.close(4401).reason()).isEqualTo("{\"reason\":\"token revoked\"}");
      assertThat(bob.json().path("content").asText()).isEqualTo("User alice has left the chat");
      await().until(() -> server.chat.present(1) == 1);
    }
  }

  @Test
  void an_expiry_is_told_likewise_within_a_second() throws IOException {
    var expiry = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);
    server.chat.expiries.put("alice", expiry);
    try (var alice = server.joined(1, "alice");
        var bob = server.joined(1, "bob")) {
      assertThat(alice.close(4401).reason()).isEqualTo("{\"reason\":\"token expired\"}");
      assertThat(Instant.now()).isBetween(expiry, expiry.plusSeconds(2));
      assertThat(bob.json().path("content").asText()).isEqualTo("User alice has left the chat");
    }
  }

  @Test
  void what_a_client_says_or_is_told_after_its_logout_is_dropped() throws IOException {
    try (var alice = server.joined(1, "alice");
        var bob = server.joined(1, "bob")) {
      server.sockets.end(Set.of(new TokenId("alice")));
      alice.send("too late");
      server.chat.say("carol", 1, "not for alice");
      alice.close(4401);
      assertThat(bob.json().path("content").asText()).isEqualTo("User alice has left the chat");
      assertThat(bob.json().path("content").asText()).isEqualTo("not for alice");
    }
    assertThat(server.chat.offered).hasValue(1);
  }

  @Test
  void a_client_that_never_reads_is_dropped_all_the_same() throws IOException {
    try (var alice = new RawClient(server.port(), 4_096, "/ws/1?token=alice")) {
      await().until(() -> server.chat.present(1) == 1);
      var text = "x".repeat(4_000);
      for (int i = 0; i < 200; i++) {
        server.chat.say("carol", 1, text);
      }
      server.chat.settle();
      server.sockets.end(Set.of(new TokenId("alice")));
      assertThat(server.sockets.tokens()).isEmpty();
      await().until(() -> server.chat.present(1) == 0 && server.endpoint.connections() == 0);
      assertThat(alice.ended()).isTrue();
    }
  }

  @Test
  void a_tab_that_stays_keeps_its_user_in_the_room() throws IOException {
    // One user with two tokens: the server tells people by their names.
    try (var bob = server.joined(1, "bob");
        var phone = server.joined(1, "alice");
        var desk = new RawClient(server.port(), "/ws/1?token=desk-of-alice")) {
      await().until(() -> server.chat.present(1) == 2 && server.endpoint.connections() == 3);
      server.sockets.end(Set.of(new TokenId("alice")));
      phone.close(4401);
      bob.send("are you there?");
      assertThat(bob.json().path("content").asText()).isEqualTo("User alice has joined the chat");
      assertThat(bob.json().path("content").asText()).isEqualTo("are you there?");
      assertThat(desk.json().path("content").asText()).isEqualTo("are you there?");
    }
  }

  /** A socket of the JDK's client, which answers pings and closes by itself. */
  private static final class Client implements Session, WebSocket.Listener {
    final CompletableFuture<Boolean> heard = new CompletableFuture<>();
    final WebSocket socket;
    private final String token;
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    Client(int port, String token) {
      this.token = token;
      var address = URI.create("ws://127.0.0.1:" + port + "/ws/1?token=" + token);
      socket = HTTP.newWebSocketBuilder().buildAsync(address, this).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      if (data.toString().contains("\"content\":\"" + token + "\"")) {
        heard.complete(true);
      }
      webSocket.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
      heard.complete(false);
      closed.complete(code);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      heard.complete(false);
      closed.complete(1006);
    }

    @Override
    public boolean isOpen() {
      return !closed.isDone();
    }

    @Override
    public void close() {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").orTimeout(5, SECONDS).join();
    }
  }
}
