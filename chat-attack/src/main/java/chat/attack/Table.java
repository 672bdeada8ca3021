package chat.attack;

import java.util.Locale;
import java.util.TreeMap;

/** Reports as lines of a table. */
final class Table {
  private static final String FORMAT = "%-22s %5s %6s %6s %6s %5s %7s %6s %5s  %s";
  private static final double MEGA = 1e6;

  static final String HEAD =
      FORMAT.formatted(
          "attack",
          "acts",
          "p50 ms",
          "p99",
          "worst",
          "fail",
          "login99",
          "RSS MB",
          "heap",
          "attacker");

  private Table() {}

  /** One line, and one more for each bound that was broken. */
  static String row(Report report) {
    var attacker = report.attacker();
    var row =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                FORMAT,
                report.attack(),
                report.talk().count(),
                millis(report.talk().p50()),
                millis(report.talk().p99()),
                millis(report.talk().worst()),
                report.failures(),
                millis(report.logins().p99()),
                report.residentMegabytes(),
                report.heapMegabytes(),
                String.format(
                    Locale.ROOT,
                    "%,d connections, %,d closed, %,d unreachable, sent %,.1f MB, got %,.1f MB,"
                        + " answers %s",
                    attacker.connected(),
                    attacker.closed(),
                    attacker.unreachable(),
                    attacker.sent() / MEGA,
                    attacker.received() / MEGA,
                    attacker.answers())));
    report.notes().forEach(note -> row.append("\n    ").append(note));
    if (report.holds()) {
      return row.append("\n    held").toString();
    }
    var acts = new TreeMap<>(report.acts());
    row.append("\n    p99 in ms:");
    acts.forEach(
        (act, times) -> row.append(" ").append(act).append(" ").append(millis(times.p99())));
    report.broken().forEach(bound -> row.append("\n    BROKEN: ").append(bound));
    return row.toString();
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, "%.0f", millis);
  }
}
