package chat.benchmarks.contestant;

import java.io.IOException;
import java.nio.file.Path;

/** A server that takes part in the bench. */
public interface Contestant {
  /** As it stands in tables, such as {@code chat, sqlite}. */
  String name();

  /**
   * Starts it, in a process of its own, and returns when clients may come.
   *
   * @param folder where it may keep files; there, and empty
   * @throws IOException when it doesn't start
   */
  Server start(Path folder) throws IOException;
}
