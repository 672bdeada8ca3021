package chat.benchmarks.search;

import java.util.List;

/**
 * An answer.
 *
 * @param nanos how long it took
 * @param numbers the messages on its first page, as the corpus has them
 */
public record Searched(long nanos, List<Integer> numbers) {
  public Searched {
    numbers = List.copyOf(numbers);
  }
}
