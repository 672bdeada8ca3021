package chat.proof.check;

import chat.proof.check.Violation.Kind;
import java.util.TreeSet;

/** One subscriber in one room: what it is shown must be a run without a gap or a repeat. */
final class Following {
  /** That many of the numbers that were left out are remembered, to tell late from twice. */
  private static final int MOST_MISSING = 10_000;

  private final String who;
  private final Findings findings;
  private final TreeSet<Long> missing = new TreeSet<>();
  private long start;
  private long last;

  Following(String subscriber, long room, long start, Findings findings) {
    who = subscriber + " in room " + room;
    this.start = start;
    this.last = start;
    this.findings = findings;
  }

  void seen(long seq) {
    if (seq == last + 1) {
      last = seq;
    } else if (seq > last) {
      findings.add(
          Kind.GAP, who + " was shown " + last + " and then " + seq + ": " + between(last, seq));
      for (long left = last + 1; left < seq && missing.size() < MOST_MISSING; left++) {
        missing.add(left);
      }
      last = seq;
    } else if (missing.remove(seq)) {
      findings.add(Kind.OUT_OF_ORDER, who + " was shown " + seq + " only after " + last);
    } else if (seq <= start) {
      findings.add(
          Kind.DOUBLED, who + " was shown " + seq + " although it follows the room from " + start);
    } else {
      findings.add(Kind.DOUBLED, who + " was shown " + seq + " again, after " + last);
    }
  }

  void reset(String reason, long seq) {
    findings.add(
        Kind.RESET, who + " was at " + last + " and told to start over at " + seq + ": " + reason);
    start = seq;
    last = seq;
    missing.clear();
  }

  void ended(long head) {
    if (last < head) {
      findings.add(
          Kind.BEHIND, who + " was shown nothing after " + last + ": " + between(last, head + 1));
    } else if (last > head) {
      findings.add(Kind.INVENTED, who + " was shown " + last + ", but the room ends at " + head);
    }
  }

  private static String between(long before, long after) {
    return after - before == 2
        ? before + 1 + " is missing"
        : before + 1 + " to " + (after - 1) + " are missing";
  }
}
