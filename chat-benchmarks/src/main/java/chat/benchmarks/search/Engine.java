package chat.benchmarks.search;

import java.io.IOException;

/** Something that searches the corpus. Used by one thread. */
public interface Engine extends AutoCloseable {
  String name();

  /** Whether all that it should find has to be found: a wrong answer is a mistake. */
  default boolean isStrict() {
    return false;
  }

  /** The first page. */
  Searched search(Query query) throws IOException;

  /** Processor time that it has used so far; NaN where that isn't known. */
  double cpuSeconds();

  @Override
  void close() throws IOException;
}
