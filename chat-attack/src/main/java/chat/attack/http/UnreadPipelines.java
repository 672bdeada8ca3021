package chat.attack.http;

import chat.attack.scenario.About;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Script;
import chat.attack.scenario.Swarm;
import chat.attack.scenario.Target;
import chat.attack.wire.Frames;
import java.io.IOException;

/** 60 connections send requests without end and read no answer. */
public final class UnreadPipelines implements Scenario {
  private static final int RECEIVE_BUFFER = 2_048;
  private static final long PACE = 1_000_000;

  @Override
  public About about() {
    return new About(
        "unread-pipelines",
        "60 connections send requests without end and read no answer.",
        "the witness is answered as if nothing happened");
  }

  @Override
  public void run(Target target) throws IOException {
    var requests = Frames.repeat(target.requests().get("/api/docs"), 100);
    Swarm.run(
        target,
        target.scaled(60),
        Script.opening(any -> requests).flooding(requests).neverReading(RECEIVE_BUFFER).pace(PACE));
  }
}
