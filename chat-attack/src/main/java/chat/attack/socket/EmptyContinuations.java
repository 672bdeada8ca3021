package chat.attack.socket;

import chat.attack.scenario.About;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Script;
import chat.attack.scenario.Swarm;
import chat.attack.scenario.Target;
import chat.attack.wire.Frames;
import java.io.IOException;

/** Four sockets begin a message and send empty continuations of it, without end. */
public final class EmptyContinuations implements Scenario {
  private static final long PACE = 300_000_000;

  @Override
  public About about() {
    return new About(
        "empty-continuations",
        "Four sockets begin a message and send empty continuations of it, without end.",
        "the witness is answered as if nothing happened");
  }

  @Override
  public void run(Target target) throws IOException {
    var begin = Frames.frame(Frames.TEXT, false, new byte[] {'{'});
    var bytes = Frames.repeat(Frames.frame(Frames.CONTINUATION, false, new byte[0]), 5_000);
    Swarm.run(target, 4, Script.socket(target).then(begin).flooding(bytes).pace(PACE));
  }
}
