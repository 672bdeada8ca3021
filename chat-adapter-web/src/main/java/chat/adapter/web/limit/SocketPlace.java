package chat.adapter.web.limit;

import java.util.concurrent.atomic.AtomicBoolean;

/** One of the sockets that a user may have open. Thread-safe. */
public final class SocketPlace implements AutoCloseable {
  private final Runnable release;
  private final AtomicBoolean released = new AtomicBoolean();

  SocketPlace(Runnable release) {
    this.release = release;
  }

  /** The socket is gone, or never came to be: another may take its place. Idempotent. */
  @Override
  public void close() {
    if (released.compareAndSet(false, true)) {
      release.run();
    }
  }
}
