package chat.benchmarks.measure;

import java.util.Arrays;
import java.util.List;

/**
 * What repetitions of one measurement gave, in their order.
 *
 * @param values at least one
 */
public record Series(List<Double> values) {
  public Series {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
  }

  private double[] sorted() {
    var sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  /** The one in the middle; between the two in the middle. */
  public double median() {
    var sorted = sorted();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  public double min() {
    return sorted()[0];
  }

  public double max() {
    return sorted()[values.size() - 1];
  }
}
