package chat.adapter.web.socket.connection;

import chat.adapter.web.socket.wire.Socket;

/**
 * Counts what one client asked for and hasn't been answered yet, so that a flood is slowed down
 * instead of kept: at a bound, in number or in bytes, the client isn't read any more. Thread-safe.
 */
public final class Unfinished {
  private final Socket socket;
  private final int bound;
  private final int maxBytes;

  // Guarded by this.
  private int count;
  private int bytes;
  private boolean withheld;

  /**
   * @param bound how many things may be under way
   * @param maxBytes how many bytes they may take, but for the last of them
   */
  Unfinished(Socket socket, int bound, int maxBytes) {
    this.socket = socket;
    this.bound = bound;
    this.maxBytes = maxBytes;
  }

  /** One of the usual sort, as {@link SocketSettings} has them. */
  public static Unfinished of(Socket socket, SocketSettings settings) {
    return new Unfinished(socket, settings.unfinishedSends(), settings.unfinishedBytes());
  }

  /**
   * @param bytes about how many are kept until the {@link #end}
   */
  public synchronized void begin(int bytes) {
    count++;
    this.bytes += bytes;
  }

  /**
   * Asks for the client's next frame if that had to wait.
   *
   * @param bytes as they were at the beginning
   */
  public void end(int bytes) {
    boolean resume;
    synchronized (this) {
      count--;
      this.bytes -= bytes;
      // Half of them at once: waking the reader for each single one would cost more than it brings.
      resume = withheld && count <= bound / 2 && this.bytes <= maxBytes / 2;
      if (resume) {
        withheld = false;
      }
    }
    if (resume) {
      socket.demand();
    }
  }

  /** Returns whether the next frame may come; if not, it is asked for later. */
  public synchronized boolean mayGoOn() {
    withheld = count >= bound || bytes >= maxBytes;
    return !withheld;
  }

  public synchronized boolean withheld() {
    return withheld;
  }
}
