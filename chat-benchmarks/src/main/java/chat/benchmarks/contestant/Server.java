package chat.benchmarks.contestant;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** A contestant that runs. Used by one thread at a time. */
public interface Server extends AutoCloseable {
  /** What is measured: its processor time and memory. */
  ProcessHandle process();

  InetSocketAddress address();

  /** Of several that are one to their clients: all of them, {@link #address} first. */
  default List<InetSocketAddress> addresses() {
    return List.of(address());
  }

  /** All of their processes, and of what carries things between them. */
  default List<ProcessHandle> processes() {
    return List.of(process());
  }

  /**
   * Has that many people, who may all come into that many new rooms. People may be the ones of an
   * earlier call.
   *
   * @throws IOException when it refuses
   */
  Guests admit(int people, int rooms) throws IOException;

  /** How it is spoken to. */
  Dialect dialect();

  /** Ends it. Idempotent. */
  @Override
  void close();
}
