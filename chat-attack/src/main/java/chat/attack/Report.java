package chat.attack;

import chat.attack.scenario.Traffic;
import chat.attack.witness.Act;
import chat.attack.witness.Felt;
import java.util.List;
import java.util.Map;

/**
 * What came of one attack.
 *
 * @param acts how long each kind of act took
 * @param talk how long acts of the witness took, logins apart
 * @param logins how long logins took
 * @param failures how many acts failed that must not
 * @param broken the bounds that were broken, in words; none when the server held
 */
record Report(
    String attack,
    Map<Act, Felt.Times> acts,
    Felt.Times talk,
    Felt.Times logins,
    int failures,
    String firstFailures,
    boolean alive,
    long residentMegabytes,
    long heapMegabytes,
    Traffic.Sums attacker,
    List<String> notes,
    List<String> broken) {
  Report {
    acts = Map.copyOf(acts);
    notes = List.copyOf(notes);
    broken = List.copyOf(broken);
  }

  boolean holds() {
    return broken.isEmpty();
  }
}
