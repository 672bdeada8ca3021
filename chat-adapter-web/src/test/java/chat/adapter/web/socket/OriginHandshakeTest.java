package chat.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.web.socket.connection.SocketSettings;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes by pages; the server believes to be {@code localhost}. */
class OriginHandshakeTest {
  private LiveServer server = new LiveServer(SocketSettings.DEFAULTS, "https://chat.example");

  @AfterEach
  void stop() {
    server.close();
  }

  private RawClient handshake(String... headers) throws IOException {
    return new RawClient(server.port(), "/ws/1?token=alice", headers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost", "https://LOCALHOST:443", "https://chat.example"})
  void pages_of_the_server_and_of_listed_origins_are_let_in(String origin) throws IOException {
    try (var client = handshake("Origin: " + origin)) {
      assertThat(client.status).isEqualTo(101);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "http://localhost:8000", "null", ""})
  void pages_from_elsewhere_are_refused(String origin) throws IOException {
    try (var client = handshake("Origin: " + origin)) {
      assertThat(client.status).isEqualTo(403);
      assertThat(client.headers).contains("Content-Type: application/problem+json");
      assertThat(client.body().path("type").asText())
          .isEqualTo("urn:chat:problem:origin_not_allowed");
    }
    assertThat(server.endpoint.connections()).isZero();
  }

  @Test
  void several_origins_are_refused() throws IOException {
    try (var client = handshake("Origin: https://chat.example", "Origin: http://localhost")) {
      assertThat(client.status).isEqualTo(403);
    }
  }

  @Test
  void a_page_from_elsewhere_does_not_learn_whether_a_token_is_good() throws IOException {
    try (var good = handshake("Origin: null");
        var bad = new RawClient(server.port(), "/ws/1?token=bad", "Origin: null")) {
      assertThat(bad.body()).isEqualTo(good.body());
    }
  }

  @Test
  void a_star_lets_every_page_in() throws IOException {
    server.close();
    server = new LiveServer(SocketSettings.DEFAULTS, "*");
    try (var client = handshake("Origin: https://any.example")) {
      assertThat(client.status).isEqualTo(101);
    }
  }
}
