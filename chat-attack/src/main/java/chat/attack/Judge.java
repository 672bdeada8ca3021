package chat.attack;

import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import chat.attack.witness.Act;
import chat.attack.witness.Felt;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Compares what was seen with the bounds. */
final class Judge {
  private final Bounds bounds;

  Judge(Bounds bounds) {
    this.bounds = bounds;
  }

  /**
   * What was seen of the server.
   *
   * @param alive whether its process runs
   * @param answers whether it answered a call after the attack
   */
  record Seen(
      boolean alive, boolean answers, long residentMegabytes, long heapMegabytes, Felt felt) {}

  Report judge(Scenario scenario, Target target, Seen seen) {
    // An act that may fail may also take its time.
    var must = EnumSet.complementOf(EnumSet.of(Act.LOGIN));
    must.removeAll(scenario.mayFail());
    var talk = seen.felt().times(must);
    var logins = seen.felt().times(Set.of(Act.LOGIN));
    var watched = EnumSet.allOf(Act.class);
    watched.removeAll(scenario.mayFail());
    int failures = seen.felt().failures(watched);
    var broken = new ArrayList<String>();
    if (!seen.alive()) {
      broken.add("the server has ended");
    } else if (!seen.answers()) {
      broken.add("the server doesn't answer after the attack");
    }
    if (failures > 0) {
      broken.add(failures + " acts of the witness failed: " + seen.felt().failuresInWords());
    }
    if (talk.count() == 0 && !must.isEmpty()) {
      broken.add("the witness could do nothing");
    }
    if (talk.p99() > bounds.p99Millis()) {
      broken.add("the witness waited %.0f ms (p99)".formatted(talk.p99()));
    }
    if (watched.contains(Act.LOGIN) && logins.p99() > bounds.loginMillis()) {
      broken.add("the witness waited %.0f ms for a login (p99)".formatted(logins.p99()));
    }
    if (seen.residentMegabytes() > bounds.residentMegabytes()) {
      broken.add("the server took " + seen.residentMegabytes() + " MB of memory");
    }
    broken.addAll(target.broken());
    return new Report(
        scenario.name(),
        acts(seen.felt()),
        talk,
        logins,
        failures,
        seen.felt().failuresInWords(),
        seen.alive(),
        seen.residentMegabytes(),
        seen.heapMegabytes(),
        target.traffic().sums(),
        target.notes(),
        broken);
  }

  private static Map<Act, Felt.Times> acts(Felt felt) {
    var acts = new EnumMap<Act, Felt.Times>(Act.class);
    for (var act : Act.values()) {
      acts.put(act, felt.times(Set.of(act)));
    }
    return acts;
  }
}
