package chat.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrainIT {
  private static final int SENDERS = 24;
  private static final int SOCKETS = 10;
  private static final int UNDER_LOAD = 200;

  private final Ledger ledger = new Ledger();

  /** Refused with 503: must not be in the history. */
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  /** Had left before the signal, and got no answer. */
  private final Set<String> unanswered = ConcurrentHashMap.newKeySet();

  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean signalled;

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void a_server_told_to_stop_answers_what_it_has_and_keeps_what_it_acknowledged(
      String signal, @TempDir Path data) throws Exception {
    var sockets = new ArrayList<RoomSocket>();
    long room;
    Caller ann;
    try (var server = RealJar.serve(data)) {
      ann = server.caller().register("ann");
      room = ann.openRoom("last orders");
      for (int i = 0; i < SOCKETS; i++) {
        sockets.add(RoomSocket.join(server.caller().register("listener-" + i), room));
      }
      var done = new CountDownLatch(SENDERS);
      for (int i = 0; i < SENDERS; i++) {
        var sender = "sender " + i;
        var caller = ann;
        new Thread(() -> send(sender, caller, room, done), sender).start();
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(1))
          .until(() -> ledger.acknowledged() >= UNDER_LOAD);

      signalled = true;
      int status = server.stop(signal);

      assertThat(status).as(server.err()).isZero();
      assertThat(done.await(60, TimeUnit.SECONDS)).as("every sender heard something").isTrue();
      assertThat(failures).isEmpty();
      assertThat(unanswered).as("sent before the signal, never answered").isEmpty();
      for (var socket : sockets) {
        var closing = socket.awaitClosed();
        assertThat(closing.code()).isEqualTo(1012);
        assertThat(Caller.read(closing.reason()).get("retry_after_ms").asInt()).isPositive();
      }
    }

    try (var again = RealJar.serve(data)) {
      var history = Ledger.history(ann.at(again.address()), room);
      ledger.check(history);
      assertThat(history)
          .extracting(message -> message.get("content").asText())
          .as("refused")
          .doesNotContainAnyElementsOf(refused.isEmpty() ? Set.of("nothing") : refused);
      for (var socket : sockets) {
        Ledger.checkSeen(socket.messages(), history);
        assertThat(acknowledgedBy(history))
            .as("acknowledged while it listened, and not shown")
            .isSubsetOf(socket.contents());
      }
    }
  }

  private List<String> acknowledgedBy(List<JsonNode> history) {
    return history.stream()
        .map(message -> message.get("content").asText())
        .filter(ledger::isAcknowledged)
        .toList();
  }

  /** Says one thing after the other until the server says no or is gone. */
  private void send(String sender, Caller who, long room, CountDownLatch done) {
    try (var line = new OpenLine(who.server())) {
      boolean more = true;
      for (int i = 1; more; i++) {
        more = send(line, who, room, sender + " says " + i);
      }
    } catch (IOException gone) {
      // There was no connection to write to any more.
    } catch (RuntimeException | AssertionError wrong) {
      failures.add(wrong);
    } finally {
      done.countDown();
    }
  }

  private boolean send(OpenLine line, Caller who, long room, String content) throws IOException {
    ledger.sending(content);
    line.write(
        "POST",
        "/api/chat/rooms/" + room + "/messages",
        who.token(),
        Caller.write(Map.of("content", content)));
    boolean leftBefore = !signalled;
    OpenLine.Reply reply;
    try {
      reply = line.read();
    } catch (IOException gone) {
      // What left after the signal may have found nobody to take it.
      if (leftBefore) {
        unanswered.add(content);
      }
      return false;
    }
    if (reply.status() == 201) {
      ledger.acknowledged(content, Caller.read(reply.text()));
      return true;
    }
    assertThat(reply.status()).as(reply.text()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).matches("[1-9][0-9]*");
    refused.add(content);
    return false;
  }
}
