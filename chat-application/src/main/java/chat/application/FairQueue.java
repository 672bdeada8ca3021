package chat.application;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A queue in which sources take turns: next is the source that had its last turn longest ago. One
 * that is unknown counts from when it came, so that neither those who never stop nor ever new ones
 * keep others waiting: a source that waits is overtaken once at most by each that is remembered,
 * and by no other.
 *
 * <p>Not thread-safe, and not bounded but for what it remembers: its caller sees to both.
 *
 * @param <S> the type of sources, such as users or the addresses of clients
 */
public final class FairQueue<S, E> {
  /** Of so many sources the last turn is remembered while they have nothing in the queue. */
  private static final int REMEMBERED = 1_024;

  private final Map<S, Line<S, E>> lines = new HashMap<>();

  /** The same lines, by whose turn is next. */
  private final TreeMap<Long, Line<S, E>> turns = new TreeMap<>();

  /** When sources had their last turns, the longest ago first. */
  private final LinkedHashMap<S, Long> lastTurns = new LinkedHashMap<>();

  private long now;
  private int size;

  /** What one source has in the queue. */
  private record Line<S, E>(S source, ArrayDeque<E> elements) {}

  public int size() {
    return size;
  }

  public void add(S source, E element) {
    var line = lines.get(source);
    if (line == null) {
      line = new Line<>(source, new ArrayDeque<>());
      lines.put(source, line);
      var last = lastTurns.get(source);
      turns.put(last == null ? ++now : last, line);
    }
    line.elements().add(element);
    size++;
  }

  /** Takes out whose turn it is; null when the queue is empty. */
  public @Nullable E poll() {
    var next = turns.pollFirstEntry();
    if (next == null) {
      return null;
    }
    var line = next.getValue();
    var element = line.elements().remove();
    size--;
    rememberTurn(line.source());
    if (line.elements().isEmpty()) {
      lines.remove(line.source());
    } else {
      turns.put(now, line);
    }
    return element;
  }

  private void rememberTurn(S source) {
    lastTurns.remove(source);
    lastTurns.put(source, ++now);
    if (lastTurns.size() > REMEMBERED) {
      lastTurns.remove(lastTurns.keySet().iterator().next());
    }
  }

  /** Takes out the newest element of the source that has most; null when the queue is empty. */
  public @Nullable E displace() {
    return displaceAbove(0);
  }

  /**
   * Takes out the newest element of the source that has most, so that the given source may add one;
   * null when no source would still have as many as that one has then.
   */
  public @Nullable E displaceFor(S source) {
    var own = lines.get(source);
    return displaceAbove(own == null ? 1 : own.elements().size() + 1);
  }

  private @Nullable E displaceAbove(int elements) {
    return lines.values().stream()
        .max(Comparator.comparingInt(line -> line.elements().size()))
        .filter(longest -> longest.elements().size() > elements)
        .map(this::removeLast)
        .orElse(null);
  }

  private E removeLast(Line<S, E> line) {
    var element = line.elements().removeLast();
    size--;
    if (line.elements().isEmpty()) {
      lines.remove(line.source());
      turns.values().remove(line);
    }
    return element;
  }
}
