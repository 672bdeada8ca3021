package chat.proof;

import chat.proof.check.Entry;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Counts what is written down, while it is. Safe for use by several threads. */
final class Tally implements Consumer<Entry> {
  private final LongAdder sent = new LongAdder();
  private final LongAdder acked = new LongAdder();
  private final LongAdder changes = new LongAdder();
  private final LongAdder seen = new LongAdder();

  @Override
  public void accept(Entry entry) {
    if (entry instanceof Entry.Seen) {
      seen.increment();
    } else if (entry instanceof Entry.Sent) {
      sent.increment();
    } else if (entry instanceof Entry.Acked) {
      acked.increment();
    } else if (entry instanceof Entry.ChangeTried) {
      changes.increment();
    }
  }

  long sent() {
    return sent.sum();
  }

  long acked() {
    return acked.sum();
  }

  long changes() {
    return changes.sum();
  }

  long seen() {
    return seen.sum();
  }
}
