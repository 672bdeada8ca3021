package chat.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.adapter.web.socket.connection.SocketSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that hand over tokens while the store doesn't answer. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnderWayTest {
  private static final int TOKEN = 4_000;
  private static final int EACH = 2 * TOKEN + 512;

  private LiveServer server = new LiveServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private static String auth() {
    return "{\"type\":\"auth\",\"token\":\"bad" + "x".repeat(TOKEN - 3) + "\"}";
  }

  private static void sendAll(RawClient client, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      client.send(auth());
    }
  }

  @Test
  void what_waits_for_one_socket_is_bounded_in_bytes_and_all_of_it_is_answered() throws Exception {
    try (var client = RawClient.v1(server.port(), "alice")) {
      server.chat.storeOpen.acquire();
      // Less than 64, the bound in number.
      sendAll(client, 50);
      int bound = SocketSettings.DEFAULTS.unfinishedBytes();
      await().until(() -> server.endpoint.keptBytes() >= bound);
      // One message, and one more that isn't whole: what was read together with the last one.
      await()
          .during(Duration.ofMillis(200))
          .until(() -> server.endpoint.keptBytes() <= bound + 2 * EACH);
      server.chat.storeOpen.release();
      for (int i = 0; i < 50; i++) {
        assertThat(client.frame("error").path("code").asText()).isEqualTo("unauthorized");
      }
    }
    await().until(() -> server.endpoint.keptBytes() == 0);
  }

  @Test
  void what_waits_for_all_sockets_stays_within_their_budget_and_others_talk_on() throws Exception {
    server.close();
    long budget = 500_000;
    server = new LiveServer(LiveServer.budget(budget));
    var flooding = new ArrayList<RawClient>();
    try (var honest = server.joined(1, "alice")) {
      for (int i = 0; i < 12; i++) {
        flooding.add(RawClient.v1(server.port(), "mallory" + i));
      }
      server.chat.storeOpen.acquire();
      // Each gets some 130 KB under way: all of them together three times the budget.
      for (var client : flooding) {
        sendAll(client, 15);
      }
      await().until(() -> server.endpoint.connections() < 13);
      await().until(() -> server.endpoint.keptBytes() <= budget);
      honest.send("still here");
      assertThat(honest.frame("message").path("content").asText()).isEqualTo("still here");
      server.chat.storeOpen.release();
      await().until(() -> server.endpoint.keptBytes() == 0);
    } finally {
      for (var client : flooding) {
        client.abort();
      }
    }
  }

  @Test
  void a_token_that_is_too_long_is_refused_and_the_socket_goes_on() throws Exception {
    try (var client = RawClient.v1(server.port(), "alice")) {
      client.send("{\"type\":\"auth\",\"token\":\"" + "x".repeat(4_097) + "\"}");
      assertThat(client.frame("error").path("code").asText()).isEqualTo("invalid");
      client.send("{\"type\":\"auth\",\"token\":\"alice\"}");
      assertThat(client.frame("authenticated").path("type").asText()).isEqualTo("authenticated");
    }
  }
}
