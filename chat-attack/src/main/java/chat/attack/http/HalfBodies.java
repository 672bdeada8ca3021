package chat.attack.http;

import chat.attack.scenario.About;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Script;
import chat.attack.scenario.Swarm;
import chat.attack.scenario.Target;
import chat.attack.wire.Requests;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** 9,500 calls send all but the end of a body of 64 KB, and then a byte now and then. */
public final class HalfBodies implements Scenario {
  private static final int DECLARED = 65_536;
  private static final int SENT = 65_000;
  private static final byte[] BYTE = {'a'};

  @Override
  public About about() {
    return new About(
        "half-bodies",
        "9,500 logins and messages send all but the end of 64 KB, and then a byte now and then.",
        "the bodies under way stay within their budget");
  }

  @Override
  public void run(Target target) throws IOException {
    var room = target.world().largeRoom(0);
    var login = opening(target, "/api/login", "");
    var message =
        opening(
            target,
            "/api/chat/rooms/" + room + "/messages",
            Requests.bearer(target.world().attacker(0).token()));
    Swarm.run(
        target,
        target.scaled(9_500),
        Script.opening(number -> number % 2 == 0 ? login : message)
            .again(TimeUnit.SECONDS.toNanos(10), any -> BYTE)
            .reading()
            .from(64)
            .pace(80_000_000));
  }

  private static byte[] opening(Target target, String path, String authorization) {
    var head =
        Requests.bytes(
            "POST "
                + path
                + " HTTP/1.1\r\n"
                + target.requests().host()
                + authorization
                + "Content-Type: application/json\r\nContent-Length: "
                + DECLARED
                + "\r\n\r\n{");
    var opening = Arrays.copyOf(head, head.length + SENT);
    Arrays.fill(opening, head.length, opening.length, (byte) ' ');
    return opening;
  }
}
