package chat.attack.http;

import chat.attack.scenario.Scenario;
import chat.attack.scenario.Script;
import chat.attack.scenario.Swarm;
import chat.attack.scenario.Target;
import chat.attack.wire.Requests;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** 9,500 logins send all but the end of a body of 64 KB, and then a byte now and then. */
public final class HalfBodies implements Scenario {
  private static final int DECLARED = 65_536;
  private static final int SENT = 65_000;
  private static final byte[] BYTE = {'a'};

  @Override
  public String name() {
    return "half-bodies";
  }

  @Override
  public String attack() {
    return "9,500 logins send all but the end of a body of 64 KB, and then a byte now and then.";
  }

  @Override
  public String expectation() {
    return "the bodies under way stay within their budget";
  }

  @Override
  public void run(Target target) throws IOException {
    var head =
        Requests.bytes(
            "POST /api/login HTTP/1.1\r\n"
                + target.requests().host()
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + DECLARED
                + "\r\n\r\nusername=");
    var opening = Arrays.copyOf(head, head.length + SENT);
    Arrays.fill(opening, head.length, opening.length, (byte) 'a');
    Swarm.run(
        target,
        target.scaled(9_500),
        Script.opening(any -> opening)
            .again(TimeUnit.SECONDS.toNanos(10), any -> BYTE)
            .reading()
            .from(64)
            .pace(200_000_000));
  }
}
