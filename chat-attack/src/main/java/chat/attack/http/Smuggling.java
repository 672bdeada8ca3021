package chat.attack.http;

import chat.attack.scenario.About;
import chat.attack.scenario.Callers;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import chat.attack.wire.Line;
import chat.attack.wire.Requests;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;

/** Requests whose length can be read in two ways carry another request in their body. */
public final class Smuggling implements Scenario {
  private static final int WAIT_MS = 3_000;

  private static final List<String> AMBIGUOUS =
      List.of(
          "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
          "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
          "Content-Length: 5\r\nContent-Length: 40\r\n",
          "Content-Length: 5, 40\r\n",
          "Content-Length: +5\r\n",
          "Content-Length: -1\r\n",
          "Content-Length: 5 6\r\n",
          "Content-Length: 0x5\r\n",
          "Content-Length: 99999999999999999999\r\n",
          "Content-Length : 5\r\n",
          "Transfer-Encoding: xchunked\r\n",
          "Transfer-Encoding: chunked, identity\r\n",
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
          "Transfer-Encoding: \u000bchunked\r\n",
          "Transfer-Encoding : chunked\r\n",
          "X: y\r\n Transfer-Encoding: chunked\r\n",
          "Host: another.example\r\nContent-Length: 5\r\n");

  @Override
  public About about() {
    return new About(
        "smuggling",
        "Requests whose length can be read in two ways carry another request in their body.",
        "none of them is answered twice");
  }

  @Override
  public void run(Target target) throws IOException {
    for (var headers : AMBIGUOUS) {
      try (var line = target.connect(0)) {
        line.waitAtMost(WAIT_MS);
        var request =
            "POST /api/login HTTP/1.1\r\n"
                + target.requests().host()
                + "Content-Type: application/x-www-form-urlencoded\r\n"
                + headers
                + "\r\n0\r\n\r\nGET /api/health HTTP/1.1\r\n"
                + target.requests().host()
                + "\r\n";
        var first = Callers.answered(target, line, Requests.bytes(request));
        var shown = headers.replace("\r\n", " | ");
        target.expect(
            first.status() == 400 || first.status() == 501, shown + " got " + first.status());
        target.expect(isEnd(line), shown + " was answered twice");
      } catch (SocketException ended) {
        target.traffic().closed();
      }
    }
  }

  private static boolean isEnd(Line line) {
    try {
      line.answer();
      return false;
    } catch (IOException ended) {
      return true;
    }
  }
}
