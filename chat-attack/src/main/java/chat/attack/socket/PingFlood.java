package chat.attack.socket;

import chat.attack.scenario.About;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Script;
import chat.attack.scenario.Swarm;
import chat.attack.scenario.Target;
import chat.attack.wire.Frames;
import java.io.IOException;

/** Four sockets send pings of 125 bytes as fast as they are taken. */
public final class PingFlood implements Scenario {
  private static final long PACE = 300_000_000;

  @Override
  public About about() {
    return new About(
        "ping-flood",
        "Four sockets send pings of 125 bytes as fast as they are taken.",
        "the witness is answered as if nothing happened");
  }

  @Override
  public void run(Target target) throws IOException {
    var bytes = Frames.repeat(Frames.frame(Frames.PING, true, new byte[125]), 500);
    Swarm.run(target, 4, Script.socket(target).flooding(bytes).pace(PACE));
  }
}
