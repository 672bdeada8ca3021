package chat.attack.witness;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the witness noticed: how long each act took, and what failed. Thread-safe. */
public final class Felt {
  private static final int KEPT_FAILURES = 10;

  private final Map<Act, List<Double>> millis = new EnumMap<>(Act.class);
  private final Map<Act, Integer> failures = new EnumMap<>(Act.class);
  private final List<String> firstFailures = new ArrayList<>();

  /** An act ended well after so long. */
  public synchronized void took(Act act, long nanos) {
    millis.computeIfAbsent(act, any -> new ArrayList<>()).add(nanos / 1e6);
  }

  /** An act failed after so long, which counts as time that was waited. */
  public synchronized void failed(Act act, long nanos, String why) {
    took(act, nanos);
    failures.merge(act, 1, Integer::sum);
    if (firstFailures.size() < KEPT_FAILURES) {
      firstFailures.add(act + " after " + nanos / 1_000_000 + " ms: " + why);
    }
  }

  /**
   * The times of some acts in milliseconds; all zeros when there was none.
   *
   * @param count how many acts there were
   */
  public record Times(int count, double p50, double p99, double worst) {}

  /** The times of those acts together. */
  public synchronized Times times(Set<Act> acts) {
    var sorted =
        millis.entrySet().stream()
            .filter(e -> acts.contains(e.getKey()))
            .flatMap(e -> e.getValue().stream())
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    if (sorted.length == 0) {
      return new Times(0, 0, 0, 0);
    }
    return new Times(sorted.length, at(sorted, 0.5), at(sorted, 0.99), sorted[sorted.length - 1]);
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.ceil(sorted.length * share) - 1];
  }

  /** How many of those acts failed. */
  public synchronized int failures(Set<Act> acts) {
    return failures.entrySet().stream()
        .filter(e -> acts.contains(e.getKey()))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** The first failures in words. */
  public synchronized String failuresInWords() {
    return firstFailures.stream().collect(Collectors.joining("; "));
  }
}
