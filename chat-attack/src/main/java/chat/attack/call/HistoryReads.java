package chat.attack.call;

import chat.attack.scenario.About;
import chat.attack.scenario.Callers;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import java.io.IOException;

/** Four accounts read pages of 100 large messages as fast as they are answered. */
public final class HistoryReads implements Scenario {
  private static final int ACCOUNTS = 4;
  private static final int PAGES_PER_SECOND = 50;

  @Override
  public About about() {
    return new About(
        "history-reads",
        "Four accounts read pages of 100 large messages as fast as they are answered.",
        "a user can read 50 pages a second");
  }

  @Override
  public void run(Target target) throws IOException, InterruptedException {
    Callers.run(
        target,
        8,
        ACCOUNTS,
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
                        target.world().attacker(caller % ACCOUNTS).token())));
    long read = target.traffic().answers(200);
    target.expect(
        read <= ACCOUNTS * target.granted(PAGES_PER_SECOND), "%,d pages were read".formatted(read));
  }
}
