package chat.attack.call;

import chat.attack.scenario.About;
import chat.attack.scenario.Callers;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Four users search in 10 or 31 rooms by name, among 20,000 rooms, within the limit. */
public final class ManyInFilters implements Scenario {
  private static final int USERS = 4;
  private static final int SEARCHES_PER_SECOND = 10;
  private static final int TOO_MANY = 31;
  private static final int ALLOWED = 10;

  @Override
  public About about() {
    return new About(
        "many-in-filters",
        "Four users search in 10 or 31 rooms by name, among 20,000 rooms, within the limit.",
        "the witness is answered as if nothing happened");
  }

  @Override
  public int rooms() {
    return 20_000;
  }

  @Override
  public void run(Target target) throws IOException, InterruptedException {
    Callers.run(
        target,
        USERS * SEARCHES_PER_SECOND,
        USERS,
        TimeUnit.SECONDS.toNanos(1),
        Callers.asking(
            target,
            (caller, turn) ->
                target
                    .requests()
                    .get(
                        "/api/search?q=" + query(target, caller + turn),
                        target.world().attacker(caller % USERS).token())));
  }

  private static String query(Target target, int turn) {
    var rooms = target.world().manyRooms();
    var query = new StringBuilder("qu");
    int filters = turn % 2 == 0 ? TOO_MANY : ALLOWED;
    for (int i = 0; i < filters; i++) {
      query.append("%20in:").append(rooms.get((turn * filters + i) % rooms.size()));
    }
    return query.toString();
  }
}
