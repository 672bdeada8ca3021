package chat.proof.check;

import chat.proof.check.Violation.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The violations that were found: all are counted, and the first are kept. */
final class Findings {
  private final List<Violation> first = new ArrayList<>();
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

  void add(Kind kind, String what) {
    counts.merge(kind, 1, Integer::sum);
    if (first.size() < Checker.MOST_VIOLATIONS) {
      first.add(new Violation(kind, what));
    }
  }

  List<Violation> first() {
    return first;
  }

  Map<Kind, Integer> counts() {
    return counts;
  }
}
