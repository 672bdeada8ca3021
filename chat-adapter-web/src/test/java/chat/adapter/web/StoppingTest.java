package chat.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.adapter.web.limit.LimitSettings;
import chat.adapter.web.socket.OpenSockets;
import chat.adapter.web.socket.connection.SocketSettings;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StoppingTest extends WebTest {
  @Test
  void new_requests_are_refused_while_accepted_ones_finish() throws Exception {
    var alice = loggedIn("alice");
    var messages = room(alice, "general");
    var commit = new CountDownLatch(1);
    var committing = new CountDownLatch(1);
    chat.onLane(() -> hold(committing, commit));
    assertThat(committing.await(5, TimeUnit.SECONDS)).isTrue();
    var accepted =
        CompletableFuture.supplyAsync(
            () -> send(Call.post(messages).as(alice).json("{\"content\":\"hi\"}")));
    await().until(() -> chat.waiting() == 1);

    server.refuseNewWork();
    var refused = send(Call.get("/api/health"));
    var closed = CompletableFuture.runAsync(server::close);
    commit.countDown();

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.header("Connection")).isEqualTo("close");
    assertThat(accepted.get(5, TimeUnit.SECONDS).status()).isEqualTo(201);
    closed.get(5, TimeUnit.SECONDS);
  }

  @Test
  void closing_waits_for_what_was_accepted() throws Exception {
    var alice = loggedIn("alice");
    var messages = room(alice, "general");
    var commit = new CountDownLatch(1);
    var committing = new CountDownLatch(1);
    chat.onLane(() -> hold(committing, commit));
    assertThat(committing.await(5, TimeUnit.SECONDS)).isTrue();
    var accepted =
        CompletableFuture.supplyAsync(
            () -> send(Call.post(messages).as(alice).json("{\"content\":\"hi\"}")));
    await().until(() -> chat.waiting() == 1);

    var closed = CompletableFuture.runAsync(server::close);
    assertThatThrownBy(() -> closed.get(1, TimeUnit.SECONDS))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    commit.countDown();

    assertThat(accepted.get(5, TimeUnit.SECONDS).status()).isEqualTo(201);
    closed.get(5, TimeUnit.SECONDS);
  }

  @Test
  void clients_that_went_away_in_the_middle_are_not_waited_for() throws Exception {
    var begun =
        "POST /api/register HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Content-Length: 50\r\n\r\n{\"username\":";
    for (int i = 0; i < 150; i++) {
      try (var client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        client.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
      }
    }

    CompletableFuture.runAsync(server::close).get(8, TimeUnit.SECONDS);
  }

  @Test
  void afterwards_the_port_is_free() {
    int port = server.port();

    server.close();
    server.close();

    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void a_port_that_is_taken_is_told() {
    var settings =
        new WebSettings(
            "127.0.0.1",
            server.port(),
            Set.of(),
            Set.of(),
            "1.2.3",
            SocketSettings.DEFAULTS,
            LimitSettings.DEFAULTS);
    var second = new WebServer(settings, new OpenSockets(Clock.systemUTC()), chat.useCases());

    assertThatThrownBy(second::start).hasMessageContaining("in use");
  }

  private static void hold(CountDownLatch reached, CountDownLatch until) {
    reached.countDown();
    try {
      until.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
