package chat.benchmarks.report;

import chat.benchmarks.measure.Metric;
import chat.benchmarks.measure.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Bars from 0 to the median of each line, with a whisker from the least to the most, as SVG that
 * follows the reader's choice of light or dark.
 */
public final class Plot {
  private static final int WIDTH = 760;
  private static final int LEFT = 260;
  private static final int RIGHT = 110;
  private static final int TOP = 48;
  private static final int ROW = 26;
  private static final int HEADING = 24;
  private static final int COLOURS = 6;

  private static final String STYLE =
      """
      <style>
        svg { --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --paper: #ffffff; background: var(--paper);
              font: 13px system-ui, sans-serif; }
        .c0 { fill: #0969da; } .c1 { fill: #bc4c00; } .c2 { fill: #1a7f37; }
        .c3 { fill: #8250df; } .c4 { fill: #9a6700; } .c5 { fill: #bf3989; }
        text { fill: var(--ink); } .soft { fill: var(--soft); font-size: 11px; }
        .title { font-size: 15px; font-weight: 600; } .variant { font-weight: 600; }
        .grid { stroke: var(--line); } .whisker { stroke: var(--ink); stroke-width: 1.5; }
        .paper { fill: var(--paper); }
        @media (prefers-color-scheme: dark) {
          svg { --ink: #f0f6fc; --soft: #9198a1; --line: #3d444d; --paper: #0d1117; }
          .c0 { fill: #4493f8; } .c1 { fill: #db6d28; } .c2 { fill: #3fb950; }
          .c3 { fill: #ab7df8; } .c4 { fill: #d29922; } .c5 { fill: #db61a2; }
        }
      </style>
      """;

  private Plot() {}

  private record Bar(Results.Key key, Series series) {}

  /** One metric of a scenario. */
  public static String svg(Results results, Metric metric) {
    var bars = new ArrayList<Bar>();
    results
        .rows()
        .forEach(
            (key, row) -> {
              var series = row.get(metric);
              if (series != null && !Double.isNaN(series.median())) {
                bars.add(new Bar(key, series));
              }
            });
    var contestants = bars.stream().map(bar -> bar.key().contestant()).distinct().toList();
    var variants = bars.stream().map(bar -> bar.key().variant()).distinct().toList();
    double most = bars.stream().mapToDouble(bar -> bar.series().max()).max().orElse(1);
    double step = step(most);
    double end = Math.max(step, Math.ceil(most / step) * step);
    int height = TOP + variants.size() * HEADING + bars.size() * ROW + 30;
    var svg = new StringBuilder();
    svg.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" role=\"img\" aria-label=\"%s\">%n",
            WIDTH, height, WIDTH, height, escape(results.scenario() + ", " + metric.title())));
    svg.append(STYLE);
    svg.append(format("<rect class=\"paper\" width=\"%d\" height=\"%d\"/>%n", WIDTH, height));
    svg.append(
        format(
            "<text class=\"title\" x=\"16\" y=\"26\">%s: %s</text>%n",
            escape(results.scenario()), escape(metric.title())));
    grid(svg, metric, end, step, height);
    int y = TOP;
    for (var variant : variants) {
      svg.append(
          format("<text class=\"variant\" x=\"16\" y=\"%d\">%s</text>%n", y + 17, escape(variant)));
      y += HEADING;
      for (var bar : bars) {
        if (bar.key().variant().equals(variant)) {
          bar(svg, bar, contestants.indexOf(bar.key().contestant()) % COLOURS, metric, end, y);
          y += ROW;
        }
      }
    }
    return svg.append("</svg>\n").toString();
  }

  /** A round number of which there are three to seven up to the most. */
  private static double step(double most) {
    if (!(most > 0)) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(most)));
    for (double factor : List.of(0.2, 0.5, 1.0)) {
      if (most / (power * factor) <= 7) {
        return power * factor;
      }
    }
    return power * 2;
  }

  private static double x(double value, double end) {
    return LEFT + value / end * (WIDTH - LEFT - RIGHT);
  }

  private static void grid(StringBuilder svg, Metric metric, double end, double step, int height) {
    for (double value = 0; value <= end * 1.001; value += step) {
      double x = x(value, end);
      svg.append(
          format(
              "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>%n",
              x, x, TOP, height - 26));
      svg.append(
          format(
              "<text class=\"soft\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
              x, height - 10, metric.format(value)));
    }
  }

  private static void bar(
      StringBuilder svg, Bar bar, int colour, Metric metric, double end, int y) {
    var series = bar.series();
    int middle = y + ROW / 2;
    svg.append(
        format(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
            LEFT - 8, middle + 4, escape(bar.key().contestant())));
    svg.append(
        format(
            "<rect class=\"c%d\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n",
            colour, LEFT, y + 4, Math.max(1, x(series.median(), end) - LEFT), ROW - 8));
    if (series.values().size() > 1) {
      svg.append(
          format(
              "<line class=\"whisker\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>%n",
              x(series.min(), end), x(series.max(), end), middle, middle));
    }
    svg.append(
        format(
            "<text x=\"%.1f\" y=\"%d\">%s</text>%n",
            x(series.max(), end) + 8, middle + 4, metric.format(series.median())));
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
