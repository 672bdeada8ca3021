package chat.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.adapter.web.limit.LimitSettings;
import chat.domain.room.RoomId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that ask for much and read nothing, beside one that reads. */
class ReplayMemoryTest {
  private static final int BUDGET = 256 * 1_024;

  /** More than the system's own buffers take for a client that doesn't read. */
  private static final int MESSAGES = 2_500;

  private final RealChat application = new RealChat();

  private RoomId roomOfManyMessages() {
    var room = application.room();
    var author = application.registered();
    for (int i = 0; i < MESSAGES; i++) {
      application.post(author, room, "x".repeat(4_000));
    }
    return room;
  }

  private RawClient clientOfSmallWindow(LiveServer server) throws IOException {
    return new RawClient(
        server.port(),
        4_096,
        "/ws?token=" + application.token(),
        "Sec-WebSocket-Protocol: chat.v1");
  }

  private static String joinFromTheBeginning(RoomId room) {
    return "{\"type\":\"join\",\"room_id\":%d,\"after_seq\":0,\"epoch\":\"e7\"}"
        .formatted(room.value());
  }

  @AfterEach
  void stop() {
    application.close();
  }

  @Test
  void replays_that_nobody_reads_share_one_budget_and_a_reader_gets_everything() throws Exception {
    var room = roomOfManyMessages();
    var silent = new ArrayList<RawClient>();
    var settings = LiveServer.budget(BUDGET);
    try (var server = new LiveServer(application, settings, LimitSettings.OFF)) {
      for (int i = 0; i < 5; i++) {
        var client = clientOfSmallWindow(server);
        client.send(joinFromTheBeginning(room));
        silent.add(client);
      }
      // Together they keep more than replays may have, had each its own bound alone.
      await().until(() -> server.endpoint.keptBytes() > BUDGET / 4);
      try (var reader = RawClient.v1(server.port(), application.token())) {
        reader.send(joinFromTheBeginning(room));
        for (long seq = 1; seq <= MESSAGES; seq++) {
          assertThat(reader.frame("message").path("seq").asLong()).isEqualTo(seq);
          assertThat(server.endpoint.keptBytes()).isLessThanOrEqualTo(BUDGET);
        }
      }
      for (var client : silent) {
        client.close();
      }
      await().until(() -> server.endpoint.keptBytes() == 0);
    }
  }

  @Test
  void a_client_that_reads_nothing_for_too_long_is_closed() throws Exception {
    var room = roomOfManyMessages();
    var settings = LiveServer.writePatience(Duration.ofMillis(600));
    try (var server = new LiveServer(application, settings, LimitSettings.OFF);
        var silent = clientOfSmallWindow(server)) {
      silent.send(joinFromTheBeginning(room));
      await().until(() -> server.endpoint.keptBytes() > 0);
      await().atMost(Duration.ofSeconds(30)).until(() -> server.endpoint.connections() == 0);
      assertThat(server.endpoint.keptBytes()).isZero();
    }
  }
}
