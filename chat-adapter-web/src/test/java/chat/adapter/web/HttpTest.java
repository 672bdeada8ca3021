package chat.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpTest extends WebTest {
  private static final String END = "Host: x\r\nConnection: close\r\n\r\n";

  @Test
  void what_is_not_there_is_not_found() {
    for (var path :
        List.of("/api", "/api/nothing", "/favicon.ico", "/api/chat/rooms/1/2", "/x?y")) {
      var reply = send(Call.get(path));
      assertThat(reply.status()).as(path).isEqualTo(404);
      assertThat(reply.detail()).as(path).isEqualTo("Not found");
    }
  }

  @Test
  void another_method_is_told_which_are_possible() {
    assertThat(send(Call.of("DELETE", "/api/register")).header("Allow")).isEqualTo("POST");
    assertThat(send(Call.get("/api/logout")).header("Allow")).isEqualTo("POST");
    assertThat(send(Call.of("PUT", "/api/chat/rooms")).header("Allow"))
        .isEqualTo("GET, POST, HEAD");
    assertThat(send(Call.of("BREW", "/api/chat/rooms/1")).header("Allow")).isEqualTo("GET, HEAD");
    assertThat(send(Call.of("OPTIONS", "/api/health")).header("Allow")).isEqualTo("GET, HEAD");
    // Whatever the client would rather have.
    assertThat(send(Call.of("PATCH", "/api/health").with("Accept", "text/html")).header("Allow"))
        .isEqualTo("GET, HEAD");
  }

  @Test
  void a_problem_is_json_whatever_the_client_accepts() {
    for (var type : List.of("text/html", "application/xml", "*/*")) {
      assertThat(send(Call.get("/nowhere").with("Accept", type)).status()).isEqualTo(404);
      assertThat(send(Call.get("/api/chat/rooms").with("Accept", type)).status()).isEqualTo(401);
    }
  }

  @Test
  void headers_have_a_limit() {
    refused("GET /api/health HTTP/1.1\r\nA: " + "a".repeat(9_000) + "\r\n" + END, 431);
    refused("GET /api/health?" + "a".repeat(9_000) + " HTTP/1.1\r\n" + END, 414);
  }

  @Test
  void a_token_of_some_kilobytes_is_within_it() {
    var reply = send(Call.get("/api/chat/rooms").as("x".repeat(7_000)));

    assertThat(reply.detail()).isEqualTo("Could not validate credentials");
  }

  @Test
  void what_is_not_http_is_refused() {
    refused("nonsense\r\n\r\n", 400);
    refused("GET /%zz HTTP/1.1\r\n" + END, 400);
    refused("GET /a%00b HTTP/1.1\r\n" + END, 400);
    refused("GET /api/chat/rooms/%zz HTTP/1.1\r\n" + END, 400);
    refused("GET /api/health HTTP/1.1\r\nContent-Length: x\r\n" + END, 400);
    refused("GET /api/health HTTP/1.1\r\n\r\n", 400);
    refused("GET /api/health HTTP/9.9\r\n" + END, 505);
  }

  @Test
  void what_the_server_does_not_speak_is_not_called_a_fault_of_the_server() {
    assertThat(refused("GET /api/health HTTP/9.9\r\n" + END, 505).text())
        .contains("\"detail\":\"Only HTTP/1.1 is spoken here\"");
    assertThat(refused("GET /api/health HTTP/1.1\r\nExpect: a miracle\r\n" + END, 417).text())
        .contains("\"detail\":\"Only 100-continue can be expected\"");
  }

  @Test
  void a_broken_body_is_refused() {
    var head = "POST /api/register HTTP/1.1\r\nContent-Type: application/json\r\n";

    refused(head + "Transfer-Encoding: chunked\r\n" + END + "zz\r\nnonsense", 400);
    refused(head + "Content-Length: 5\r\nContent-Length: 6\r\n" + END + "{}", 400);
  }

  @Test
  void a_client_that_asks_before_it_sends_is_let_in() {
    var json = "{\"username\":\"alice\",\"password\":\"secret1\"}";
    var raw =
        RawHttp.send(
            server.port(),
            "POST /api/register HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: "
                + json.length()
                + "\r\nExpect: 100-continue\r\n"
                + END
                + json);

    assertThat(raw.status()).isIn(100, 201);
    assertThat(chat.calls()).containsExactly("register");
  }

  @Test
  void bodies_that_never_end_keep_nobody_waiting() throws IOException {
    var begun =
        "POST /api/register HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Content-Length: 50\r\n\r\n{\"username\":";
    var clients = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 150; i++) {
        var client = new Socket(InetAddress.getLoopbackAddress(), server.port());
        clients.add(client);
        client.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
      }

      for (int i = 0; i < 20; i++) {
        assertThat(send(Call.get("/api/health")).status()).isEqualTo(200);
      }
    } finally {
      for (var client : clients) {
        client.close();
      }
    }
  }

  @Test
  void nothing_tells_what_the_server_is_made_of() {
    for (var path : List.of("/api/health", "/nowhere", "/", "/api/docs")) {
      var headers = send(Call.get(path)).response().headers().map().keySet();
      assertThat(headers).as(path).doesNotContain("server", "x-powered-by", "set-cookie");
    }
    assertThat(refused("nonsense\r\n\r\n", 400).headers()).doesNotContainKey("Server");
  }

  @Test
  void every_response_tells_browsers_to_be_careful() {
    for (var path : List.of("/api/health", "/nowhere", "/api/docs", "/api/openapi.json", "/")) {
      var reply = send(Call.get(path));
      assertThat(reply.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
      assertThat(reply.header("Referrer-Policy")).as(path).isEqualTo("no-referrer");
      assertThat(reply.header("X-Frame-Options")).as(path).isEqualTo("DENY");
      assertThat(reply.header("Cross-Origin-Resource-Policy")).as(path).isEqualTo("same-origin");
      assertThat(reply.header("Content-Security-Policy"))
          .as(path)
          .startsWith("default-src 'none'")
          .contains("frame-ancestors 'none'");
    }
    assertThat(refused("nonsense\r\n\r\n", 400).headers())
        .containsEntry("X-Content-Type-Options", List.of("nosniff"));
  }

  private RawHttp.Raw refused(String request, int status) {
    var raw = RawHttp.send(server.port(), request);
    assertThat(raw.status()).as(request.lines().findFirst().orElse("")).isEqualTo(status);
    CONTRACT.checkProblem(raw.status(), raw.headers(), raw.body());
    return raw;
  }
}
