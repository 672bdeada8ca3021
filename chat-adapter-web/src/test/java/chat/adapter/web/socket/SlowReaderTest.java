package chat.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlowReaderTest {
  private static final int MAILBOX = 100_000;
  private final LiveServer server =
      new LiveServer(new SocketSettings(65_536, MAILBOX, Duration.ofSeconds(30), 16_384, 64));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void one_that_never_reads_is_dropped_and_delays_none_of_19_others() throws Exception {
    var readers = new ArrayList<RawClient>();
    for (int i = 0; i < 19; i++) {
      readers.add(server.joined(1, "user" + i));
    }
    var slow = new RawClient(server.port(), 4_096, "/ws/1?token=slow");
    await().until(() -> server.chat.present(1) == 20);
    int messages = 4_000;
    var done = new ArrayList<CompletableFuture<Void>>();
    for (var reader : readers) {
      done.add(CompletableFuture.runAsync(() -> readAll(reader, messages)));
    }
    // Together ten times what the kernel's buffers and the mailbox hold.
    for (int i = 0; i < messages; i++) {
      server.chat.say("poster", 1, "x".repeat(3_900));
      if (i % 50 == 0) {
        server.chat.settle();
      }
    }
    for (var reader : done) {
      reader.get(30, java.util.concurrent.TimeUnit.SECONDS);
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> server.endpoint.connections() == 19 && server.chat.present(1) == 19);
    assertThat(server.endpoint.waitingBytes()).isZero();
    slow.close();
    for (var reader : readers) {
      reader.close();
    }
  }

  private static void readAll(RawClient reader, int messages) {
    try {
      for (long expected = 1; expected <= messages; ) {
        var event = reader.json();
        if (event.path("type").asText().equals("message")) {
          assertThat(event.path("seq").asLong()).isEqualTo(expected++);
        }
      }
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  @Test
  void one_that_reads_too_late_is_told_where_to_go_on() throws Exception {
    var slow = new RawClient(server.port(), 4_096, "/ws/1?token=slow");
    await().until(() -> server.chat.present(1) == 1);
    // It starts to read as soon as it has been given up, and so gets the last words.
    var closed = new CompletableFuture<RawClient.Received>();
    for (int i = 0; server.chat.present(1) == 1; i++) {
      server.chat.say("poster", 1, "x".repeat(3_900));
      if (i % 20 == 0) {
        server.chat.settle();
      }
    }
    long last = 0;
    for (var received = slow.receive(); ; received = slow.receive()) {
      if (received.opcode() == RawClient.CLOSE) {
        closed.complete(received);
        break;
      }
      var text = new String(received.payload(), java.nio.charset.StandardCharsets.UTF_8);
      if (text.contains("\"seq\":")) {
        last = Long.parseLong(text.replaceAll(".*\"seq\":(\\d+).*", "$1"));
      }
    }
    assertThat(closed.join().closeCode()).isEqualTo(4008);
    assertThat(closed.join().reason())
        .isEqualTo("{\"reason\":\"slow reader\",\"resume_after_seq\":" + last + "}");
    slow.close();
  }

  @Test
  void one_that_sends_rubbish_and_never_reads_the_errors_is_dropped() throws Exception {
    var alice = new RawClient(server.port(), 4_096, "/ws/1?token=alice");
    await().until(() -> server.endpoint.connections() == 1);
    var sender =
        CompletableFuture.runAsync(
            () -> {
              try {
                while (true) {
                  alice.send("[]");
                }
              } catch (IOException ended) {
                // Which is what the test waits for.
              }
            });
    await().atMost(Duration.ofSeconds(30)).until(() -> server.endpoint.connections() == 0);
    await().until(sender::isDone);
    assertThat(server.chat.present(1)).isZero();
  }
}
