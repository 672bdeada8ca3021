package chat.attack.http;

import chat.attack.scenario.About;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Script;
import chat.attack.scenario.Swarm;
import chat.attack.scenario.Target;
import chat.attack.wire.Requests;
import java.io.IOException;

/** 100 connections send heads that never end, of large headers and of many small ones. */
public final class HeaderBombs implements Scenario {

  @Override
  public About about() {
    return new About(
        "header-bombs",
        "100 connections send heads that never end, of large headers and of many small ones.",
        "each such head is refused with 431 or 400, or its connection ended");
  }

  @Override
  public void run(Target target) throws IOException {
    var opening = Requests.bytes("GET /api/health HTTP/1.1\r\n" + target.requests().host());
    var large = Requests.bytes("X-Large: " + "x".repeat(8_000) + "\r\n");
    var small = Requests.bytes("a:b\r\n".repeat(1_000));
    Swarm.run(
        target,
        target.scaled(100),
        Script.opening(any -> opening)
            .again(0, number -> number % 2 == 0 ? large : small)
            .reading()
            .pace(20_000_000));
    var traffic = target.traffic();
    target.expect(
        traffic.answers(431) + traffic.answers(400) + traffic.sums().closed() > 0,
        "heads without an end were taken");
    target.expect(traffic.answers(200) == 0, "a head without an end was answered with 200");
  }
}
