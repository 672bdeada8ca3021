package chat.attack.http;

import chat.attack.scenario.About;
import chat.attack.scenario.Callers;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import chat.attack.wire.Requests;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Thousands of requests that are no HTTP, some with a token in them. */
public final class BadRequestsLog implements Scenario {
  private static final int LINE = 400;
  private static final String SECRET = "hbGciOiJIUzI1NiJ9.c2VjcmV0.c2lnbmF0dXJl";

  private static final List<String> BAD =
      List.of(
          "CONNECT /ws?token=%s HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /ws?token=%s HTTP/9.9\r\nHost: a\r\n\r\n",
          "GET /ws?token=%s&a=%%zz HTTP/1.1\r\nHost: a b\r\n\r\n",
          "GET http://[::bad/ws?token=%s HTTP/1.1\r\nHost: a\r\n\r\n",
          "G\u0000T /ws?token=%s HTTP/1.1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nAuthorization\u0001: Bearer %s\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nX: %s\r\n\r\n",
          "TRACE /%s HTTP/1.1\r\nHost: a\r\n\r\n",
          "\u0016\u0003\u0001 %s\r\n\r\n",
          "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n%s");

  @Override
  public About about() {
    return new About(
        "bad-requests-log",
        "Thousands of requests that are no HTTP, some with a token in them.",
        "the log grows by one bounded line for each at most, and holds no token");
  }

  @Override
  public void run(Target target) throws IOException, InterruptedException {
    long before = target.log().length();
    var token = "eyJ" + SECRET;
    var tried = new AtomicLong();
    Callers.visit(
        target,
        4,
        4,
        TimeUnit.MILLISECONDS.toNanos(2),
        (line, caller, turn) -> {
          var bad = BAD.get((caller + turn) % BAD.size()).formatted(token);
          tried.incrementAndGet();
          line.waitAtMost(2_000);
          Callers.answered(target, line, Requests.bytes(bad));
        });
    var log = target.log();
    long grown = log.length() - before;
    target.note("the log grew by %,d bytes in %,d requests".formatted(grown, tried.get()));
    target.expect(grown <= LINE * tried.get(), "the log grew by " + grown + " bytes");
    target.expect(!log.contains(SECRET), "the log holds a token");
    target.expect(!log.contains("\n\tat "), "the log holds a stack trace");
  }
}
