package chat.attack.call;

import chat.attack.scenario.About;
import chat.attack.scenario.Callers;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import java.io.IOException;
import java.util.Optional;

/** Four accounts open rooms as fast as they are answered. */
public final class RoomOpening implements Scenario {
  private static final int ACCOUNTS = 4;
  private static final int ROOMS_PER_HOUR = 100;

  @Override
  public About about() {
    return new About(
        "room-opening",
        "Four accounts open rooms as fast as they are answered.",
        "a user can open 100 rooms an hour");
  }

  @Override
  public void run(Target target) throws IOException, InterruptedException {
    long run = target.random().nextLong(1L << 40);
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
                    .postJson(
                        "/api/chat/rooms",
                        Optional.of(target.world().attacker(caller % ACCOUNTS).token()),
                        "{\"name\":\"r" + run + "-" + caller + "-" + turn + "\"}")));
    long opened = target.traffic().answers(201);
    target.expect(
        opened <= ACCOUNTS * (ROOMS_PER_HOUR + 1), "%,d rooms were opened".formatted(opened));
  }
}
