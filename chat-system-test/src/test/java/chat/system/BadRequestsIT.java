package chat.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client sends wrong can't fill the log, write lines of its own there, or leak a token. */
class BadRequestsIT {
  private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.c2VjcmV0.c2lnbmF0dXJl";
  private static final String END = "Host: localhost\r\nConnection: close\r\n\r\n";
  private static final int LONGEST_LINE = 500;

  @Test
  void each_bad_request_logs_one_bounded_line_at_most_and_never_a_token(@TempDir Path data) {
    var settings =
        Map.of(
            "CHAT_DATA_DIR", data.toString(), "CHAT_BCRYPT_COST", "4", "CHAT_LOG_LEVEL", "debug");
    try (var server = RealJar.serve(settings)) {
      long before = server.err().lines().count();
      var requests = badRequests();
      for (var request : requests) {
        send(server, request);
      }
      assertThat(server.caller().get("/api/health").status()).isEqualTo(200);

      var lines = server.err().lines().skip(before).toList();
      assertThat(lines).hasSizeLessThanOrEqualTo(requests.size());
      assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThan(LONGEST_LINE));
      assertThat(lines).noneMatch(line -> line.startsWith("\t") || line.contains("forged"));
      assertThat(server.err()).doesNotContain(TOKEN);
    }
  }

  private static List<String> badRequests() {
    var long8k = "x".repeat(8_000);
    var target = "/ws?token=" + TOKEN;
    var login = "POST /api/login HTTP/1.1\r\n";
    var requests =
        new ArrayList<>(
            List.of(
                "nonsense\r\n\r\n",
                "\u0000\u0001\u0002\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003" + long8k,
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET " + target + "\r\n\r\n",
                "GET " + target + " HTTP/9.9\r\n" + END,
                "GET " + target + " HTTP/1.1\r\n\r\n",
                "GET " + target + " HTTP/1.1\r\nHost: a\r\nHost: " + long8k + "\r\n" + END,
                "GET " + target + " HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET " + target + " HTTP/1.1\r\nHost: [::\r\n\r\n",
                "GET " + target + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
                "GET " + target + "%zz HTTP/1.1\r\n" + END,
                "GET " + target + "\u00ff HTTP/1.1\r\n" + END,
                "GET /%2e%2e/" + target + " HTTP/1.1\r\n" + END,
                "GET /a%00b" + target + " HTTP/1.1\r\n" + END,
                "GET http://evil.example" + target + " HTTP/1.1\r\n" + END,
                "GET http://user@localhost" + target + " HTTP/1.1\r\n" + END,
                "GET http://" + TOKEN + " HTTP/1.1\r\n" + END,
                "GET " + target + long8k + " HTTP/1.1\r\n" + END,
                "GET " + target + " HTTP/1.1\r\nA: " + long8k + long8k + "\r\n" + END,
                "GET " + target + " HTTP/1.1\r\n forged: " + TOKEN + "\r\n" + END,
                "GET " + target + " HTTP/1.1\r\nA\u0000: " + TOKEN + "\r\n" + END,
                "GET " + target + " HTTP/1.1\r\nA: b\u0000" + TOKEN + "\r\n" + END,
                "GET " + target + " HTTP/1.1\r\nExpect: " + TOKEN + "\r\n" + END,
                "GET " + target + " HTTP/1.1\r\nUpgrade: websocket\r\n" + END,
                "GET " + target + " HTTP/1.1\r\nUpgrade: h2c\r\nHTTP2-Settings: AAA\r\n" + END,
                "GET /ws?token=" + TOKEN + "&a=%zz HTTP/1.1\r\nUpgrade: websocket\r\n" + END,
                "CONNECT " + target + " HTTP/1.1\r\n" + END,
                "CONNECT localhost:8000 HTTP/1.1\r\n" + END,
                "OPTIONS * HTTP/1.1\r\n" + END,
                "OPTIONS " + TOKEN + " HTTP/1.1\r\n" + END,
                "TRACE " + target + " HTTP/1.1\r\n" + END,
                "BREW " + target + " HTTP/1.1\r\n" + END,
                TOKEN + " / HTTP/1.1\r\n" + END,
                login + "Content-Length: " + TOKEN + "\r\n" + END,
                login + "Content-Length: -1\r\n" + END,
                login + "Content-Length: 5\r\nContent-Length: 6\r\n" + END,
                login + "Transfer-Encoding: " + TOKEN + "\r\n" + END,
                login + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n" + END + "0\r\n\r\n",
                login + "Content-Type: \u0000\r\n" + END,
                login + "Content-Type: a/b;charset=" + TOKEN + "\r\n" + END));
    var json = "POST /api/register HTTP/1.1\r\nContent-Type: application/json\r\n";
    var chunked = json + "Transfer-Encoding: chunked\r\n" + END;
    requests.addAll(
        List.of(
            chunked + "zz\r\n" + TOKEN,
            chunked + "fffffffffffffffffff\r\n" + TOKEN,
            chunked + "2;" + long8k + "\r\n{}\r\n0\r\n\r\n",
            chunked + "2\r\n{}\r\n0\r\n" + ("A: " + TOKEN + "\r\n").repeat(1_000) + "\r\n",
            chunked + "2\r\n{}",
            json + "Content-Encoding: gzip\r\nContent-Length: 2\r\n" + END + "{}",
            json + "Content-Length: 100\r\n" + END + "{\"password\":\"" + TOKEN,
            json + "Content-Length: 47\r\n" + END + "{\"" + TOKEN + "\": \n",
            login
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 50\r\n"
                + END
                + "password=%zz"
                + TOKEN));
    return requests;
  }

  /** Sends the bytes, one a character, ends, and reads whatever comes back to its end. */
  private static void send(RealJar server, String request) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      socket.setSoTimeout(20_000);
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.shutdownOutput();
        socket.getInputStream().readAllBytes();
      } catch (SocketTimeoutException e) {
        throw new AssertionError("no end to " + request.lines().findFirst().orElse(""), e);
      } catch (IOException cutOff) {
        // An answer too.
        assertThat(server.isAlive()).isTrue();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
