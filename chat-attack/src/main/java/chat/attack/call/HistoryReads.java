package chat.attack.call;

import chat.attack.scenario.Callers;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import java.io.IOException;

/** Four accounts read pages of 100 large messages as fast as they are answered. */
public final class HistoryReads implements Scenario {

  @Override
  public String name() {
    return "history-reads";
  }

  @Override
  public String attack() {
    return "Four accounts read pages of 100 large messages as fast as they are answered.";
  }

  @Override
  public String expectation() {
    return "a user can read only so many pages a second";
  }

  @Override
  public void run(Target target) throws IOException, InterruptedException {
    Callers.run(
        target,
        8,
        4,
        0,
        Callers.asking(
            target,
            (caller, turn) ->
                target
                    .requests()
                    .get(
                        "/api/chat/rooms/"
                            + target.world().largeRoom(turn)
                            + "/messages?limit=100&skip="
                            + turn % 100,
                        target.world().attacker(caller % 4).token())));
    target.expect(target.traffic().answers(429) > 0, "there is no limit on reading history");
  }
}
