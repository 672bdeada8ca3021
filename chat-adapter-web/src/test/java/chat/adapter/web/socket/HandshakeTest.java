package chat.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
  private final LiveServer server = new LiveServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ws/1",
        "/ws/1?token=",
        "/ws/1?token=bad",
        "/ws/1?token",
        "/ws/1?other=alice",
        "/ws/77?token=bad",
        "/ws/1?token=%zz"
      })
  void a_token_that_is_missing_or_no_good_is_refused_with_403(String path) throws IOException {
    try (var client = new RawClient(server.port(), path)) {
      assertThat(client.status).isEqualTo(403);
      assertThat(client.headers).contains("Content-Type: application/problem+json");
      var problem = client.body();
      assertThat(problem.path("status").asInt()).isEqualTo(403);
      assertThat(problem.path("detail").asText()).isEqualTo("Could not validate credentials");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "6",
        "0",
        "-1",
        "abc",
        "1.5",
        "9223372036854775808",
        "1/2",
        "",
        "%31",
        "99999999999999999"
      })
  void a_room_that_is_not_there_is_refused_with_404(String room) throws IOException {
    try (var client = new RawClient(server.port(), "/ws/" + room + "?token=alice")) {
      if (room.equals("%31")) {
        // An encoded 1 is a 1.
        assertThat(client.status).isEqualTo(101);
      } else {
        assertThat(client.status).isEqualTo(404);
        assertThat(client.body().path("detail").asText()).isEqualTo("Chat room not found");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer alice", "bearer alice", "BEARER  alice "})
  void the_token_may_come_in_a_header(String authorization) throws IOException {
    try (var client = new RawClient(server.port(), "/ws/1", "Authorization: " + authorization)) {
      assertThat(client.status).isEqualTo(101);
      assertThat(client.json().path("content").asText())
          .isEqualTo("User alice has joined the chat");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer bad", "Bearer", "Bearer ", "Basic YWxpY2U6eA==", "alice", ""})
  void a_header_without_a_good_token_is_refused_with_403(String authorization) throws IOException {
    try (var client = new RawClient(server.port(), "/ws/1", "Authorization: " + authorization)) {
      assertThat(client.status).isEqualTo(403);
      assertThat(client.body().path("detail").asText()).isEqualTo("Could not validate credentials");
    }
  }

  @Test
  void one_token_may_be_given_twice() throws IOException {
    for (var path : List.of("/ws/1?token=alice", "/ws/1?token=alice&token=alice&token=")) {
      try (var client = new RawClient(server.port(), path, "Authorization: Bearer alice")) {
        assertThat(client.status).as(path).isEqualTo(101);
      }
    }
  }

  @Test
  void another_scheme_is_somebody_elses_affair() throws IOException {
    try (var client =
        new RawClient(server.port(), "/ws/1?token=alice", "Authorization: Basic YTpi")) {
      assertThat(client.status).isEqualTo(101);
    }
  }

  @Test
  void two_tokens_are_refused_even_if_both_are_good() throws IOException {
    try (var client =
        new RawClient(server.port(), "/ws/1?token=alice", "Authorization: Bearer bob")) {
      assertThat(client.status).isEqualTo(403);
    }
    try (var client = new RawClient(server.port(), "/ws/1?token=alice&token=bob")) {
      assertThat(client.status).isEqualTo(403);
    }
    try (var client =
        new RawClient(
            server.port(), "/ws/1", "Authorization: Bearer alice", "Authorization: Bearer bob")) {
      assertThat(client.status).isEqualTo(403);
    }
  }

  @Test
  void a_fault_is_told_with_the_reference_that_stands_in_the_log() throws IOException {
    try (var client = new RawClient(server.port(), "/ws/1?token=no")) {
      assertThat(client.status).isEqualTo(500);
      assertThat(client.body().path("reference").asText()).hasSize(36);
    }
  }

  @Test
  void without_a_store_the_answer_is_503_and_when_to_come_back() throws IOException {
    server.chat.storeAway = true;
    try (var client = new RawClient(server.port(), "/ws/1?token=alice")) {
      assertThat(client.status).isEqualTo(503);
      assertThat(client.headers).contains("Retry-After: 1");
      assertThat(client.body().path("status").asInt()).isEqualTo(503);
    }
  }

  @Test
  void a_draining_server_answers_503() throws IOException {
    server.endpoint.refuseNewWork();
    try (var client = new RawClient(server.port(), "/ws/1?token=alice")) {
      assertThat(client.status).isEqualTo(503);
      assertThat(client.headers).contains("Retry-After: 1");
    }
  }

  @Test
  void neither_a_cookie_nor_an_extension_comes_with_a_socket() throws IOException {
    try (var client =
        new RawClient(
            server.port(),
            "/ws/1?token=alice",
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")) {
      assertThat(client.status).isEqualTo(101);
      assertThat(client.headers)
          .noneMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("set-cookie"))
          .noneMatch(header -> header.toLowerCase(Locale.ROOT).contains("extensions"));
      assertThat(client.json().path("type").asText()).isEqualTo("system");
    }
  }

  @Test
  void strange_characters_elsewhere_in_the_query_do_no_harm() throws IOException {
    try (var client = new RawClient(server.port(), "/ws/1?x={|}^&token=alice")) {
      assertThat(client.status).isIn(101, 400);
    }
    try (var client = new RawClient(server.port(), "/ws/1?x=%7B%7C%5E&token=alice")) {
      assertThat(client.status).isEqualTo(101);
    }
  }

  @Test
  void what_is_no_websocket_request_is_told_to_upgrade() throws Exception {
    var address = URI.create("http://127.0.0.1:" + server.port() + "/ws/1?token=alice");
    var answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(426);
    assertThat(answer.headers().firstValue("Upgrade")).contains("websocket");
  }

  @Test
  void an_unknown_version_is_refused() throws IOException {
    try (var client =
        new RawClient(server.port(), "/ws/1?token=alice", "Sec-WebSocket-Version: 12")) {
      assertThat(client.status).isIn(400, 426);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-WebSocket-Extensions: ;;,=;\"",
        "Sec-WebSocket-Extensions: x; y=\"z",
        "Sec-WebSocket-Protocol: ,,;\"",
        "Connection: close",
        "Sec-WebSocket-Key: ",
      })
  void strange_headers_are_refused_or_overlooked(String header) throws IOException {
    try (var client = new RawClient(server.port(), "/ws/1?token=alice", header)) {
      assertThat(client.status).isIn(101, 400);
    }
  }

  @Test
  void all_other_paths_are_left_to_javalin() throws Exception {
    var address = URI.create("http://127.0.0.1:" + server.port() + "/hello");
    var answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    assertThat(answer.body()).isEqualTo("from Javalin");
  }

  @Test
  void the_token_is_in_no_log_line() throws IOException {
    var lines = new ConcurrentLinkedQueue<String>();
    var recorder =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(line.getMessage() + Arrays.toString(line.getParameters()));
            for (var cause = line.getThrown(); cause != null; cause = cause.getCause()) {
              lines.add(cause.toString());
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    var root = Logger.getLogger("chat");
    root.setLevel(Level.ALL);
    root.addHandler(recorder);
    try {
      server.chat.joinFailure = new IllegalStateException("broken");
      try (var client = new RawClient(server.port(), "/ws/1?token=secretive")) {
        client.close(1011);
      }
      new RawClient(server.port(), "/ws/1?token=bad-secretive").close();
    } finally {
      root.removeHandler(recorder);
    }
    assertThat(lines).isNotEmpty().noneMatch(line -> line.contains("secretive"));
  }
}
