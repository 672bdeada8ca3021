package chat.attack.scenario;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the attacker got. Thread-safe. */
public final class Traffic {
  private static final int REFUSED = 400;

  private final LongAdder connected = new LongAdder();
  private final LongAdder unreachable = new LongAdder();
  private final LongAdder closed = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final LongAdder received = new LongAdder();
  private final Map<Integer, LongAdder> answers = new ConcurrentSkipListMap<>();

  /** A connection was made. */
  public void connected() {
    connected.increment();
  }

  /** A connection could not be made. */
  public void unreachable() {
    unreachable.increment();
  }

  /** The server ended a connection. */
  public void closed() {
    closed.increment();
  }

  /** So many bytes left. */
  public void sent(long bytes) {
    sent.add(bytes);
  }

  /** So many bytes came. */
  public void received(long bytes) {
    received.add(bytes);
  }

  /** An answer came. */
  public void answered(int status) {
    answers.computeIfAbsent(status, any -> new LongAdder()).increment();
  }

  /** How many answers had that status. */
  public long answers(int status) {
    var count = answers.get(status);
    return count == null ? 0 : count.sum();
  }

  /**
   * The numbers at one time.
   *
   * @param answers how many for each status
   */
  public record Sums(
      long connected,
      long unreachable,
      long closed,
      long sent,
      long received,
      Map<Integer, Long> answers) {
    /** Answers that refuse. */
    public long refused() {
      return answers.entrySet().stream()
          .filter(e -> e.getKey() >= REFUSED)
          .mapToLong(Map.Entry::getValue)
          .sum();
    }
  }

  /** The numbers now. */
  public Sums sums() {
    var now = new TreeMap<Integer, Long>();
    answers.forEach((status, count) -> now.put(status, count.sum()));
    return new Sums(
        connected.sum(), unreachable.sum(), closed.sum(), sent.sum(), received.sum(), now);
  }
}
