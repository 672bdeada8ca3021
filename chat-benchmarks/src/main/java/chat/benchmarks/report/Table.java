package chat.benchmarks.report;

import chat.benchmarks.measure.Metric;
import chat.benchmarks.measure.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Figures as text: medians, and in brackets the least and the most where there are several. */
public final class Table {
  private Table() {}

  /** One line for each variant and contestant, as wide as they are. */
  public static String plain(Results results) {
    var cells = cells(results);
    var widths = new int[cells.get(0).size()];
    for (var row : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    var text = new StringBuilder();
    for (var row : cells) {
      var line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        var padding = " ".repeat(widths[i] - row.get(i).length());
        line.append(i < 2 ? row.get(i) + padding : padding + row.get(i)).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** The same as a table in Markdown. */
  public static String markdown(Results results) {
    var cells = cells(results);
    var text = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      text.append(line(cells.get(i)));
      if (i == 0) {
        text.append(line(cells.get(0).stream().map(cell -> "---").collect(Collectors.toList())));
      }
    }
    return text.toString();
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static List<List<String>> cells(Results results) {
    var rows = results.rows();
    var metrics = new TreeSet<Metric>();
    rows.values().forEach(row -> metrics.addAll(row.keySet()));
    var cells = new ArrayList<List<String>>();
    var head = new ArrayList<>(List.of(results.scenario(), "server"));
    metrics.forEach(metric -> head.add(metric.title()));
    cells.add(head);
    rows.forEach(
        (key, row) -> {
          var line = new ArrayList<>(List.of(key.variant(), key.contestant()));
          for (var metric : metrics) {
            var series = row.get(metric);
            line.add(series == null ? "" : cell(metric, series));
          }
          cells.add(line);
        });
    return cells;
  }

  private static String cell(Metric metric, Series series) {
    var median = metric.format(series.median());
    return series.values().size() == 1
        ? median
        : median + " (" + metric.format(series.min()) + "–" + metric.format(series.max()) + ")";
  }
}
