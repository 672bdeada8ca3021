package chat.attack.host;

import chat.attack.scenario.About;
import chat.attack.scenario.Host;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Script;
import chat.attack.scenario.Swarm;
import chat.attack.scenario.Target;
import chat.attack.witness.Act;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** A server that may open 256 files gets 1,000 connections. */
public final class FdExhaustion implements Scenario {
  private static final byte[] NOTHING = {};
  private static final int MOST_LOGGED = 100_000;

  @Override
  public About about() {
    return new About(
        "fd-exhaustion",
        "A server that may open 256 files gets 1,000 connections.",
        "who is connected goes on talking, and after the attack all is as before");
  }

  @Override
  public Host host() {
    return Host.FEW_DESCRIPTORS;
  }

  /** What needs a new connection. */
  @Override
  public Set<Act> mayFail() {
    return EnumSet.of(Act.REST, Act.HANDSHAKE, Act.LOGIN);
  }

  @Override
  public void run(Target target) throws IOException, InterruptedException {
    long before = target.log().length();
    Swarm.run(target, 1_000, Script.opening(any -> NOTHING).reading().from(200));
    long grown = target.log().length() - before;
    target.note("the log grew by %,d bytes".formatted(grown));
    target.expect(grown <= MOST_LOGGED, "the log grew by %,d bytes".formatted(grown));
  }
}
