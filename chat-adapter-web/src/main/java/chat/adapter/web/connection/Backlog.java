package chat.adapter.web.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the bytes of what waits for a client, such as the bodies that haven't come whole. Past the
 * budget the oldest is given up: honest clients wait for milliseconds, so that the oldest are an
 * attacker's, and a newcomer always finds room. Thread-safe; the lock covers a few map operations.
 *
 * @param <T> what waits, compared by identity
 */
final class Backlog<T> {
  private final long budget;

  // Guarded by this.
  private final Map<T, Waiting> waiting = new LinkedHashMap<>();
  private long bytes;

  /** What is counted for one. */
  private record Waiting(long bytes, long sinceNanos) {}

  /**
   * @param budget how many bytes may wait in all
   */
  Backlog(long budget) {
    this.budget = budget;
  }

  /**
   * Counts one that waits, or counts it anew; its age stays.
   *
   * @return those to give up, which are no longer counted; never the given one. The caller gives
   *     them up without holding a lock.
   */
  synchronized List<T> put(T item, long itemBytes, long nowNanos) {
    var known = waiting.get(item);
    waiting.put(item, new Waiting(itemBytes, known == null ? nowNanos : known.sinceNanos()));
    bytes += itemBytes - (known == null ? 0 : known.bytes());
    var victims = new ArrayList<T>();
    var oldest = waiting.entrySet().iterator();
    while (bytes > budget && oldest.hasNext()) {
      var entry = oldest.next();
      if (entry.getKey() != item) {
        bytes -= entry.getValue().bytes();
        victims.add(entry.getKey());
        oldest.remove();
      }
    }
    return victims;
  }

  /** It waits no longer. Idempotent. */
  synchronized void remove(T item) {
    var known = waiting.remove(item);
    if (known != null) {
      bytes -= known.bytes();
    }
  }

  /** Removes those that have waited for longer, and returns them. */
  synchronized List<T> removeOlderThan(Duration age, long nowNanos) {
    var late = new ArrayList<T>();
    var oldest = waiting.entrySet().iterator();
    while (oldest.hasNext()) {
      var entry = oldest.next();
      if (nowNanos - entry.getValue().sinceNanos() < age.toNanos()) {
        // All that follow came later.
        break;
      }
      bytes -= entry.getValue().bytes();
      late.add(entry.getKey());
      oldest.remove();
    }
    return late;
  }

  /** How many bytes wait. */
  synchronized long bytes() {
    return bytes;
  }

  /** How many wait. */
  synchronized int size() {
    return waiting.size();
  }
}
