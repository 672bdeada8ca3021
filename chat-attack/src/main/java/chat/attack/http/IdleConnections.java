package chat.attack.http;

import chat.attack.scenario.About;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Script;
import chat.attack.scenario.Swarm;
import chat.attack.scenario.Target;
import java.io.IOException;

/** 8,000 connections from one address send nothing. */
public final class IdleConnections implements Scenario {
  private static final byte[] NOTHING = {};

  @Override
  public About about() {
    return new About(
        "idle-connections",
        "8,000 connections from one address send nothing.",
        "the witness is answered as if nothing happened");
  }

  @Override
  public void run(Target target) throws IOException {
    Swarm.run(target, target.scaled(8_000), Script.opening(any -> NOTHING).reading());
  }
}
