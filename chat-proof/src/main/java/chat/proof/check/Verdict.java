package chat.proof.check;

import java.util.List;
import java.util.Map;

/**
 * What a {@link Checker} found.
 *
 * @param violations the first of them, at most {@link Checker#MOST_VIOLATIONS}
 * @param counts how many there are of each kind that there is
 * @param acknowledged messages that were acknowledged
 * @param stored messages in the history
 * @param changes edits and deletions that took a number
 * @param seen events that subscribers were shown
 */
public record Verdict(
    List<Violation> violations,
    Map<Violation.Kind, Integer> counts,
    long acknowledged,
    long stored,
    long changes,
    long seen) {
  public Verdict {
    violations = List.copyOf(violations);
    counts = Map.copyOf(counts);
  }

  /** Whether every promise was kept. */
  public boolean holds() {
    return counts.isEmpty();
  }

  /** How many violations there are of a kind. */
  public int count(Violation.Kind kind) {
    return counts.getOrDefault(kind, 0);
  }
}
