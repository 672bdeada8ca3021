package chat.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.adapter.web.socket.connection.SocketSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private LiveServer server = new LiveServer();

  @AfterEach
  void stop() {
    server.close();
    threads.shutdownNow();
  }

  private void restart(SocketSettings settings) {
    server.close();
    server = new LiveServer(settings);
  }

  @Test
  void a_quiet_client_is_pinged_and_stays_as_long_as_it_answers() throws IOException {
    restart(LiveServer.heartbeat(HEARTBEAT));
    try (var alice = server.joined(1, "alice")) {
      for (int i = 0; i < 3; i++) {
        var ping = alice.receive();
        assertThat(ping.opcode()).isEqualTo(RawClient.PING);
        alice.send(true, RawClient.PONG, ping.payload());
      }
      alice.send("still here");
      assertThat(alice.json().path("content").asText()).isEqualTo("still here");
    }
  }

  @Test
  void a_client_that_answers_no_ping_is_dropped() throws IOException {
    restart(LiveServer.heartbeat(HEARTBEAT));
    try (var alice = server.joined(1, "alice")) {
      assertThat(alice.ended()).isTrue();
      await().until(() -> server.chat.present(1) == 0 && server.endpoint.connections() == 0);
    }
  }

  @Test
  void half_a_frame_and_then_silence_ends_the_connection() throws IOException {
    restart(LiveServer.heartbeat(HEARTBEAT));
    try (var alice = server.joined(1, "alice")) {
      var frame =
          RawClient.frame(true, RawClient.TEXT, "never ends".getBytes(StandardCharsets.UTF_8));
      alice.sendBytes(Arrays.copyOf(frame, frame.length - 4));
      assertThat(alice.ended()).isTrue();
      await().until(() -> server.chat.present(1) == 0 && server.endpoint.connections() == 0);
    }
  }

  @Test
  void a_client_whose_messages_are_still_under_way_is_not_taken_for_dead() throws IOException {
    restart(
        new SocketSettings(
            65_536,
            1 << 20,
            HEARTBEAT,
            16_384,
            1,
            1 << 26,
            Duration.ofSeconds(30),
            Duration.ofMillis(1_500)));
    try (var alice = server.joined(1, "alice")) {
      server.chat.laneOpen.acquireUninterruptibly();
      alice.send("first");
      alice.send("second");
      await()
          .during(HEARTBEAT.multipliedBy(3))
          .atMost(HEARTBEAT.multipliedBy(8))
          .until(() -> server.endpoint.connections() == 1);
      server.chat.laneOpen.release();
      assertThat(alice.json().path("content").asText()).isEqualTo("first");
      assertThat(alice.json().path("content").asText()).isEqualTo("second");
    }
  }

  @Test
  void a_thousand_joins_and_aborts_leave_nothing_behind() throws Exception {
    try (var witness = server.joined(2, "witness")) {
      for (int i = 0; i < 1_000; i++) {
        int room = 1 + i % 3;
        switch (i % 4) {
          case 0 -> new RawClient(server.port(), "/ws/" + room + "?token=user" + i).abort();
          case 1 -> server.joined(room == 2 ? 1 : room, "user" + i).abort();
          case 2 -> dieDuringTheHandshake(room, i);
          default -> {
            var client = new RawClient(server.port(), "/ws/" + room + "?token=user" + i);
            client.send("last words");
            client.close();
          }
        }
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                assertThat(server.endpoint.connections()).isEqualTo(1);
                assertThat(server.chat.present(1)).isZero();
                assertThat(server.chat.present(2)).isEqualTo(1);
                assertThat(server.chat.present(3)).isZero();
                assertThat(server.chat.subscriptions()).isEqualTo(1);
                assertThat(server.endpoint.rooms()).isEqualTo(1);
              });
      witness.send("still here");
      while (!witness.json().path("content").asText().equals("still here")) {
        // Notices of the others.
      }
    }
    await().until(() -> server.chat.subscriptions() == 0 && server.endpoint.rooms() == 0);
  }

  /** Sends the request and is gone before the answer, or just with it. */
  private void dieDuringTheHandshake(int room, int user) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoLinger(true, 0);
      socket
          .getOutputStream()
          .write(
              ("GET /ws/"
                      + room
                      + "?token=user"
                      + user
                      + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                      + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                      + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      if (user % 8 == 2) {
        socket.getInputStream().read();
      }
    }
  }

  @Test
  void a_room_left_by_its_last_socket_while_the_next_arrives_is_followed() throws Exception {
    for (int i = 0; i < 200; i++) {
      var leaving = server.joined(1, "alice" + i);
      leaving.abort();
      try (var coming = new RawClient(server.port(), "/ws/1?token=bob" + i)) {
        coming.send("hi");
        while (!coming.json().path("content").asText().equals("hi")) {
          // Notices.
        }
      }
    }
    await().until(() -> server.chat.subscriptions() == 0);
  }

  @Test
  void a_draining_server_refuses_frames_writes_what_was_published_and_closes_with_1012()
      throws Exception {
    var clients = new ArrayList<RawClient>();
    for (int i = 0; i < 20; i++) {
      clients.add(server.joined(1, "user" + i));
    }
    var first = clients.get(0);
    server.endpoint.refuseNewWork();
    first.send("{\"content\":\"too late\",\"client_id\":\"c1\"}");
    var refused = first.json();
    while (refused.path("type").asText().equals("system")) {
      refused = first.json();
    }
    assertThat(refused.path("code").asText()).isEqualTo("unavailable");
    assertThat(refused.path("client_id").asText()).isEqualTo("c1");
    assertThat(refused.path("retry_after_ms").asInt()).isPositive();
    for (int i = 0; i < 1_000; i++) {
      server.chat.say("poster", 1, "last words " + i);
    }
    server.chat.settle();
    long before = System.nanoTime();
    // Half of them answer the close, half never do.
    var readers = new ArrayList<CompletableFuture<String>>();
    for (int i = 0; i < 20; i++) {
      var client = clients.get(i);
      boolean polite = i % 2 == 0;
      readers.add(CompletableFuture.supplyAsync(() -> lastWords(client, polite), threads));
    }
    server.endpoint.close();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    assertThat(server.endpoint.connections()).isZero();
    var pauses = new HashSet<Integer>();
    for (var reader : readers) {
      var reason = reader.get(5, TimeUnit.SECONDS);
      int pause = Integer.parseInt(reason.replaceAll("\\{\"retry_after_ms\":(\\d+)\\}", "$1"));
      assertThat(pause).isBetween(500, 3_000);
      pauses.add(pause);
    }
    assertThat(pauses).hasSizeGreaterThan(10);
    await().until(() -> server.chat.present(1) == 0 && server.chat.subscriptions() == 0);
  }

  private static String lastWords(RawClient client, boolean polite) {
    try {
      int messages = 0;
      while (true) {
        var received = client.receive();
        if (received.opcode() == RawClient.CLOSE) {
          assertThat(received.closeCode()).isEqualTo(1012);
          assertThat(messages).isEqualTo(1_000);
          if (polite) {
            client.send(true, RawClient.CLOSE, received.payload());
          }
          return received.reason();
        }
        if (new String(received.payload(), StandardCharsets.UTF_8).contains("last words")) {
          messages++;
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
