package chat.attack.socket;

import chat.attack.scenario.About;
import chat.attack.scenario.Callers;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import java.io.IOException;
import java.util.List;

/**
 * One account joins and leaves the room of the witness in the seed's dialect, as fast as it can.
 */
public final class JoinFlood implements Scenario {
  private static final int NOTICES_PER_SECOND = 1;

  @Override
  public About about() {
    return new About(
        "join-flood",
        "One account joins and leaves the witness's room in the seed's dialect, as fast as it can.",
        "a bystander gets one notice a second, after a few at once");
  }

  @Override
  public void run(Target target) throws IOException, InterruptedException {
    var handshake =
        target
            .requests()
            .handshake(
                "/ws/"
                    + target.world().witnessRoom()
                    + "?token="
                    + target.world().attacker(0).token(),
                List.of());
    Callers.visit(
        target, 16, 1, 0, (line, caller, turn) -> Callers.answered(target, line, handshake));
  }

  @Override
  public void afterwards(Target target, long notices) {
    target.note("a bystander got %,d notices".formatted(notices));
    target.expect(
        notices <= target.granted(NOTICES_PER_SECOND),
        "a bystander got %,d notices".formatted(notices));
  }
}
