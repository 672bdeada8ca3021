package chat.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlowReaderTest {
  private static final int MAILBOX = 100_000;
  private LiveServer server = new LiveServer(LiveServer.mailbox(MAILBOX));

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    server.close();
    threads.shutdownNow();
  }

  @Test
  void one_that_never_reads_is_dropped_and_delays_none_of_19_others() throws Exception {
    int messages = 4_000;
    int others = 19;
    var read = new AtomicIntegerArray(others);
    var done = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < others; i++) {
      int reader = i;
      var client = server.joined(1, "user" + i);
      done.add(CompletableFuture.runAsync(() -> readAll(client, messages, read, reader), threads));
    }
    var slow = new RawClient(server.port(), 4_096, "/ws/1?token=slow");
    await().until(() -> server.chat.present(1) == others + 1);
    // As fast as the others read; together it is several times what kernel and mailbox hold.
    for (int i = 0; i < messages; i++) {
      server.chat.say("poster", 1, "x".repeat(3_900));
      if (i % 10 == 9) {
        int sent = i + 1;
        await()
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(1))
            .until(() -> IntStream.range(0, others).allMatch(each -> read.get(each) == sent));
      }
    }
    for (var reader : done) {
      reader.get(30, TimeUnit.SECONDS);
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> server.endpoint.connections() == others && server.chat.present(1) == others);
    assertThat(server.endpoint.waitingBytes()).isZero();
    slow.close();
  }

  private static void readAll(RawClient client, int messages, AtomicIntegerArray read, int reader) {
    try {
      while (read.get(reader) < messages) {
        var event = client.json();
        if (event.path("type").asText().equals("message")) {
          assertThat(event.path("seq").asInt()).isEqualTo(read.incrementAndGet(reader));
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Test
  void one_that_reads_too_late_is_told_where_to_go_on() throws Exception {
    server.close();
    server = new LiveServer(LiveServer.patientMailbox(MAILBOX));
    var slow = new RawClient(server.port(), 4_096, "/ws/1?token=slow");
    await().until(() -> server.chat.present(1) == 1);
    // It starts to read when it has been given up, and so gets the last words.
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
      var text = new String(received.payload(), StandardCharsets.UTF_8);
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
            },
            threads);
    await().atMost(Duration.ofSeconds(30)).until(() -> server.endpoint.connections() == 0);
    await().until(sender::isDone);
    assertThat(server.chat.present(1)).isZero();
  }
}
