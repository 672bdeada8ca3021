package chat.application;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A queue in which sources take turns: one element of each, then the next of each. Not thread-safe,
 * and not bounded: its caller sees to both.
 *
 * @param <S> what is told apart, such as users or the addresses of clients
 */
public final class FairQueue<S, E> {
  /** Those with something in the queue; the first one's turn is next. */
  private final LinkedHashMap<S, ArrayDeque<E>> turns = new LinkedHashMap<>();

  private int size;

  public int size() {
    return size;
  }

  public void add(S source, E element) {
    turns.computeIfAbsent(source, unused -> new ArrayDeque<>()).add(element);
    size++;
  }

  /** Takes out whose turn it is; null when the queue is empty. */
  public @Nullable E poll() {
    var next = turns.entrySet().iterator();
    if (!next.hasNext()) {
      return null;
    }
    var turn = next.next();
    next.remove();
    var element = turn.getValue().remove();
    if (!turn.getValue().isEmpty()) {
      turns.put(turn.getKey(), turn.getValue());
    }
    size--;
    return element;
  }

  /**
   * Takes out the newest element of the source that has most, so that the given source may add one;
   * null when no source would still have as many as that one has then.
   */
  public @Nullable E displaceFor(S source) {
    var own = turns.get(source);
    int afterwards = own == null ? 1 : own.size() + 1;
    return turns.values().stream()
        .max(Comparator.comparingInt(ArrayDeque::size))
        .filter(longest -> longest.size() > afterwards)
        .map(
            longest -> {
              size--;
              return longest.removeLast();
            })
        .orElse(null);
  }
}
