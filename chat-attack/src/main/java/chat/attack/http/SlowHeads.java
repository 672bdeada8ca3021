package chat.attack.http;

import chat.attack.scenario.About;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Script;
import chat.attack.scenario.Swarm;
import chat.attack.scenario.Target;
import chat.attack.wire.Requests;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** 2,000 connections send a header a second and never end the head. */
public final class SlowHeads implements Scenario {

  @Override
  public About about() {
    return new About(
        "slow-heads",
        "2,000 connections send a header a second and never end the head.",
        "the witness is answered as if nothing happened");
  }

  @Override
  public void run(Target target) throws IOException {
    var opening = Requests.bytes("GET /api/health HTTP/1.1\r\n" + target.requests().host());
    var header = Requests.bytes("X-Slow: 1\r\n");
    Swarm.run(
        target,
        target.scaled(2_000),
        Script.opening(any -> opening)
            .again(TimeUnit.SECONDS.toNanos(1), any -> header)
            .reading()
            .from(16));
  }
}
