package chat.benchmarks.report;

import chat.benchmarks.measure.Metric;
import chat.benchmarks.measure.Series;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one scenario measured. Used by one thread. */
public final class Results {
  /**
   * A line of the table.
   *
   * @param variant what was done, such as {@code 1x100}
   * @param contestant to whom
   */
  public record Key(String variant, String contestant) {}

  private final String scenario;
  private final List<Metric> headlines;
  private final Map<Key, Map<Metric, List<Double>>> rows = new LinkedHashMap<>();

  /**
   * @param headlines what is worth a plot
   */
  public Results(String scenario, List<Metric> headlines) {
    this.scenario = scenario;
    this.headlines = List.copyOf(headlines);
  }

  /** Adds a repetition. */
  public void add(String variant, String contestant, Map<Metric, Double> values) {
    var row =
        rows.computeIfAbsent(new Key(variant, contestant), key -> new EnumMap<>(Metric.class));
    values.forEach(
        (metric, value) -> row.computeIfAbsent(metric, m -> new ArrayList<>()).add(value));
  }

  public String scenario() {
    return scenario;
  }

  public List<Metric> headlines() {
    return headlines;
  }

  /** The lines by variant, those of one in the order in which they were first measured. */
  public Map<Key, Map<Metric, Series>> rows() {
    var byVariant = new LinkedHashMap<String, List<Key>>();
    rows.keySet()
        .forEach(key -> byVariant.computeIfAbsent(key.variant(), v -> new ArrayList<>()).add(key));
    var all = new LinkedHashMap<Key, Map<Metric, Series>>();
    byVariant.values().stream()
        .flatMap(List::stream)
        .forEach(
            key -> {
              var series = new EnumMap<Metric, Series>(Metric.class);
              rows.getOrDefault(key, Map.of())
                  .forEach((metric, values) -> series.put(metric, new Series(values)));
              all.put(key, series);
            });
    return all;
  }
}
