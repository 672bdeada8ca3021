package chat.attack.call;

import chat.attack.scenario.Callers;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Four users search in 31 rooms by their names, among 20,000 rooms, within the limit. */
public final class ManyInFilters implements Scenario {
  private static final int FILTERS = 31;

  @Override
  public String name() {
    return "many-in-filters";
  }

  @Override
  public String attack() {
    return "Four users search in 31 rooms by their names, among 20,000 rooms, within the limit.";
  }

  @Override
  public String expectation() {
    return "the witness is answered as if nothing happened";
  }

  @Override
  public int rooms() {
    return 20_000;
  }

  @Override
  public void run(Target target) throws IOException, InterruptedException {
    Callers.run(
        target,
        4,
        4,
        TimeUnit.MILLISECONDS.toNanos(100),
        Callers.asking(
            target,
            (caller, turn) ->
                target
                    .requests()
                    .get(
                        "/api/search?q=" + query(target, caller + turn),
                        target.world().attacker(caller).token())));
  }

  private static String query(Target target, int turn) {
    var rooms = target.world().manyRooms();
    var query = new StringBuilder("qu");
    for (int i = 0; i < FILTERS; i++) {
      query.append("%20in:").append(rooms.get((turn * FILTERS + i) % rooms.size()));
    }
    return query.toString();
  }
}
