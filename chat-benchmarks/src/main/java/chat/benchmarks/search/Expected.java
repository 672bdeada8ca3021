package chat.benchmarks.search;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What a query ought to find, as far as it is known: the latest messages of each grade, the best
 * match first. Used by one thread while it is made, and then by any.
 */
public final class Expected {
  /** To the letter, as the beginning of a word, and with one typo. */
  private static final int GRADES = 3;

  private final int limit;
  private final List<Deque<Integer>> latest = new ArrayList<>();

  Expected(int limit) {
    this.limit = limit;
    for (int i = 0; i < GRADES; i++) {
      latest.add(new ArrayDeque<>());
    }
  }

  void add(int number, int grade) {
    var queue = latest.get(grade);
    queue.addFirst(number);
    if (queue.size() > limit) {
      queue.removeLast();
    }
  }

  /** With what a page begins: as much of it as is known. */
  public List<Integer> page() {
    return latest.stream().flatMap(Deque::stream).limit(limit).toList();
  }
}
