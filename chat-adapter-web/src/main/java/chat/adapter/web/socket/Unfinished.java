package chat.adapter.web.socket;

/**
 * Counts what one client asked for and hasn't been answered yet, so that a flood is slowed down
 * instead of kept: at the bound the client isn't read any more. Thread-safe.
 */
final class Unfinished {
  private final Socket socket;
  private final int bound;

  // Guarded by this.
  private int count;
  private boolean withheld;

  Unfinished(Socket socket, int bound) {
    this.socket = socket;
    this.bound = bound;
  }

  synchronized void begin() {
    count++;
  }

  /** Asks for the client's next frame if that had to wait. */
  void end() {
    boolean resume;
    synchronized (this) {
      count--;
      // Half of them at once: waking the reader for each single one would cost more than it brings.
      resume = withheld && count <= bound / 2;
      if (resume) {
        withheld = false;
      }
    }
    if (resume) {
      socket.demand();
    }
  }

  /** Returns whether the next frame may come; if not, it is asked for later. */
  synchronized boolean mayGoOn() {
    withheld = count >= bound;
    return !withheld;
  }

  synchronized boolean withheld() {
    return withheld;
  }
}
