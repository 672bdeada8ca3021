package chat.attack.http;

import chat.attack.scenario.About;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Script;
import chat.attack.scenario.Swarm;
import chat.attack.scenario.Target;
import chat.attack.wire.Frames;
import java.io.IOException;

/** 100 connections ask for a file of 1.6 MB four times and never read it. */
public final class UnreadDownloads implements Scenario {
  private static final int REQUESTS = 4;
  private static final int RECEIVE_BUFFER = 2_048;

  @Override
  public About about() {
    return new About(
        "unread-downloads",
        "100 connections ask for a file of 1.6 MB four times and never read it.",
        "the witness is answered as if nothing happened");
  }

  @Override
  public void run(Target target) throws IOException {
    // The kernel may take 4 MB of a connection before a server notices that nobody reads.
    var requests = Frames.repeat(target.requests().get("/api/docs/swagger-ui-bundle.js"), REQUESTS);
    Swarm.run(
        target,
        Math.max(100, target.scaled(100)),
        Script.opening(any -> requests).neverReading(RECEIVE_BUFFER).from(2));
  }
}
