package chat.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.adapter.web.limit.Limit;
import chat.adapter.web.limit.LimitSettings;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitedSocketsTest {
  /** One message, two frames, one join a second, each saved up for five; two sockets a person. */
  private static final LimitSettings TIGHT =
      LimitSettings.OFF
          .with(Limit.MESSAGES, 1)
          .with(Limit.FRAMES, 2)
          .with(Limit.JOINS, 1)
          .with(Limit.SOCKETS, 2);

  private final RealChat application = new RealChat();
  private final LiveServer server = new LiveServer(application, TIGHT);

  @AfterEach
  void stop() {
    server.close();
    application.close();
  }

  @Test
  void who_sends_too_many_messages_is_told_when_to_send_more() throws IOException {
    long room = application.room().value();
    try (var client = RawClient.v1(server.port(), application.token())) {
      for (int i = 0; i < 6; i++) {
        client.send(send(room, "c" + i));
      }
      // The error may overtake the acks, which come after the commit.
      var answers = new HashMap<String, JsonNode>();
      for (int i = 0; i < 6; i++) {
        var answer = client.frame("ack", "error");
        answers.put(answer.path("client_id").asText(), answer);
      }
      assertThat(answers).containsOnlyKeys("c0", "c1", "c2", "c3", "c4", "c5");
      var error = Objects.requireNonNull(answers.remove("c5"));
      assertThat(answers.values())
          .allSatisfy(answer -> assertThat(answer.path("type").asText()).isEqualTo("ack"));
      assertThat(error.path("code").asText()).isEqualTo("rate_limited");
      assertThat(error.path("room_id").asLong()).isEqualTo(room);
      assertThat(error.path("retry_after_ms").asLong()).isBetween(1L, 1_001L);
    }
  }

  @Test
  void it_goes_for_those_without_a_subprotocol_too() throws IOException {
    var path = "/ws/" + application.room().value() + "?token=" + application.token();
    try (var client = new RawClient(server.port(), path)) {
      for (int i = 0; i < 6; i++) {
        client.send("hi");
      }
      assertThat(client.frame("error").path("code").asText()).isEqualTo("rate_limited");
    }
  }

  @Test
  void who_joins_too_many_rooms_at_once_has_to_wait() throws IOException {
    try (var client = RawClient.v1(server.port(), application.token())) {
      for (int i = 0; i < 6; i++) {
        client.send("{\"type\":\"join\",\"room_id\":" + application.room().value() + "}");
      }
      var error = client.frame("error");
      assertThat(error.path("code").asText()).isEqualTo("rate_limited");
      assertThat(error.path("frame").asText()).isEqualTo("join");
    }
  }

  @Test
  void who_floods_in_spite_of_that_is_closed() throws IOException {
    try (var client = RawClient.v1(server.port(), application.token())) {
      for (int i = 0; i < 40; i++) {
        client.send("{\"type\":\"ping\"}");
      }
      assertThat(client.close(4429).reason()).contains("too many frames");
    }
  }

  @Test
  void a_person_has_so_many_sockets_and_no_more_until_one_ends() throws IOException {
    var token = application.token();
    var first = RawClient.v1(server.port(), token);
    try (var second = RawClient.v1(server.port(), token)) {
      var path = "/ws?token=" + token;
      var refused = new RawClient(server.port(), path, "Sec-WebSocket-Protocol: chat.v1");
      assertThat(refused.status).isEqualTo(429);
      assertThat(refused.headers).contains("Retry-After: 10");
      refused.close();
      try (var somebodyElse = RawClient.v1(server.port(), application.token())) {
        assertThat(somebodyElse.status).isEqualTo(101);
      }
      first.abort();
      await().until(() -> server.sockets.count() == 1);
      try (var third = RawClient.v1(server.port(), token)) {
        assertThat(third.status).isEqualTo(101);
      }
      assertThat(second.status).isEqualTo(101);
    }
  }

  @Test
  void opening_one_room_again_and_again_counts_as_joining_it() throws IOException {
    var path = "/ws/" + application.room().value() + "?token=" + application.token();
    // As many as may be saved up, and those that are granted while the test takes its time.
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              try (var client = new RawClient(server.port(), path)) {
                boolean joinsAreOver =
                    client.status == 429
                        && client.body().path("detail").asText().equals("Too many joins");
                assertThat(joinsAreOver || client.status == 101 || client.status == 429).isTrue();
                return joinsAreOver
                    && client.headers.stream().anyMatch(one -> one.startsWith("Retry-After: "));
              }
            });
  }

  private static String send(long room, String clientId) {
    return "{\"type\":\"send\",\"room_id\":%d,\"client_id\":\"%s\",\"content\":\"hi\"}"
        .formatted(room, clientId);
  }
}
