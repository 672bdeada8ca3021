package chat.attack.call;

import chat.attack.scenario.Callers;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import java.io.IOException;
import java.util.Optional;

/** Four accounts open rooms as fast as they are answered. */
public final class RoomOpening implements Scenario {

  @Override
  public String name() {
    return "room-opening";
  }

  @Override
  public String attack() {
    return "Four accounts open rooms as fast as they are answered.";
  }

  @Override
  public String expectation() {
    return "a user can open only so many rooms";
  }

  @Override
  public void run(Target target) throws IOException, InterruptedException {
    long run = target.random().nextLong(1L << 40);
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
                    .postJson(
                        "/api/chat/rooms",
                        Optional.of(target.world().attacker(caller % 4).token()),
                        "{\"name\":\"r" + run + "-" + caller + "-" + turn + "\"}")));
    target.expect(target.traffic().answers(429) > 0, "there is no limit on opening rooms");
  }
}
