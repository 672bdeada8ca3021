package chat.proof;

import chat.proof.check.Verdict;
import chat.proof.check.Violation.Kind;
import chat.proof.fault.Fault;
import java.io.PrintWriter;
import java.util.Map;

/**
 * What came of a trial.
 *
 * @param cluster the servers, and what they kept everything in
 * @param faults how often what was broken
 * @param tries how often a message was sent, again or for the first time
 * @param unanswered messages that had no answer long after everything was well again
 * @param slowReaders how often a bare socket was told that it reads too slowly
 */
public record Report(
    Trial trial,
    String cluster,
    Map<Fault.Kind, Integer> faults,
    long tries,
    long unanswered,
    long slowReaders,
    Verdict verdict) {
  public Report {
    faults = Map.copyOf(faults);
  }

  /** Whether every promise was kept, as far as anybody could see. */
  public boolean holds() {
    return verdict.holds() && unanswered == 0;
  }

  /** How often something was killed. */
  public int kills() {
    return kills(faults);
  }

  static int kills(Map<Fault.Kind, Integer> faults) {
    return faults.getOrDefault(Fault.Kind.KILL_SERVER, 0)
        + faults.getOrDefault(Fault.Kind.KILL_DATABASE, 0)
        + faults.getOrDefault(Fault.Kind.KILL_BOTH, 0);
  }

  void print(PrintWriter out) {
    out.println();
    line(out, "servers", cluster);
    line(out, "seed", trial.seed());
    line(out, "seconds", trial.duration().toSeconds());
    out.println();
    for (var kind : Fault.Kind.values()) {
      if (faults.containsKey(kind)) {
        line(out, kind.text(), faults.get(kind));
      }
    }
    line(out, "sockets closed for reading too slowly", slowReaders);
    out.println();
    line(out, "messages acknowledged", verdict.acknowledged());
    line(out, "tries that took", tries);
    line(out, "messages in the history", verdict.stored());
    line(out, "edits and deletions in the history", verdict.changes());
    line(out, "events that listeners were shown", verdict.seen());
    out.println();
    line(out, "lost", count(Kind.LOST, Kind.GAP, Kind.BEHIND));
    line(out, "doubled", count(Kind.DOUBLED));
    line(out, "out of order", count(Kind.OUT_OF_ORDER, Kind.RESET));
    line(
        out,
        "otherwise wrong",
        count(Kind.INVENTED, Kind.ALTERED, Kind.WRONGLY_ACKED, Kind.DISAGREEMENT));
    line(
        out, "present or logged in against the truth", count(Kind.WRONG_PRESENCE, Kind.STILL_OPEN));
    line(out, "never answered", unanswered);
    if (!verdict.violations().isEmpty()) {
      out.println();
      verdict.violations().forEach(out::println);
    }
    out.flush();
  }

  private int count(Kind... kinds) {
    int sum = 0;
    for (var kind : kinds) {
      sum += verdict.count(kind);
    }
    return sum;
  }

  private static void line(PrintWriter out, String what, Object value) {
    out.printf("%-40s %14s%n", what, value instanceof Number n ? String.format("%,d", n) : value);
  }
}
