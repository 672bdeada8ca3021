package chat.attack.socket;

import chat.attack.scenario.About;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Script;
import chat.attack.scenario.Swarm;
import chat.attack.scenario.Target;
import chat.attack.wire.Frames;
import java.io.IOException;

/** Four sockets send texts of 60 KB at full speed, and go on after the close. */
public final class TextFlood implements Scenario {
  private static final long PACE = 300_000_000;

  @Override
  public About about() {
    return new About(
        "text-flood",
        "Four sockets send texts of 60 KB at full speed, and go on after the close.",
        "the witness is answered as if nothing happened");
  }

  @Override
  public void run(Target target) throws IOException {
    var bytes = Frames.text("x".repeat(60_000));
    Swarm.run(target, 4, Script.socket(target).flooding(bytes).pace(PACE));
  }
}
