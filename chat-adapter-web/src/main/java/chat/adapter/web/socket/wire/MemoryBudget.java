package chat.adapter.web.socket.wire;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that all sockets of a server may keep together: what waits to be written, what is being
 * written, the beginnings of messages that aren't whole, what waits for the store, and the pages of
 * replays. What is shared counts once. Thread-safe, never blocks.
 */
public final class MemoryBudget {
  private final long limit;
  private final AtomicLong used = new AtomicLong();
  private final Runnable onExceeded;
  private final Runnable onSpace;

  /** Whether somebody waits for space. */
  private volatile boolean wanted;

  /**
   * @param onExceeded runs whenever more is taken than there is; it must be quick
   * @param onSpace runs when something was given back after a reservation had failed; likewise
   */
  public MemoryBudget(long limit, Runnable onExceeded, Runnable onSpace) {
    this.limit = limit;
    this.onExceeded = onExceeded;
    this.onSpace = onSpace;
  }

  /** Takes what is kept already, whether there is space or not. */
  public void take(long bytes) {
    if (used.addAndGet(bytes) > limit) {
      onExceeded.run();
    }
  }

  public void giveBack(long bytes) {
    used.addAndGet(-bytes);
    if (wanted) {
      wanted = false;
      onSpace.run();
    }
  }

  /**
   * Takes space for what can wait, of the first half alone: the other half is for what happens
   * live.
   *
   * @return false when there is none; {@code onSpace} runs when there may be
   */
  public boolean reserve(long bytes) {
    if (reserved(bytes)) {
      return true;
    }
    wanted = true;
    // Something may have been given back before anybody saw that it is wanted.
    return reserved(bytes);
  }

  private boolean reserved(long bytes) {
    long now = used.get();
    while (now + bytes <= limit / 2) {
      if (used.compareAndSet(now, now + bytes)) {
        return true;
      }
      now = used.get();
    }
    return false;
  }

  /** Whether less than half of what can be reserved is free. */
  public boolean isTight() {
    return used.get() > limit / 4;
  }

  public boolean isExceeded() {
    return used.get() > limit;
  }

  public long limit() {
    return limit;
  }

  /** How many bytes are kept by now. */
  public long used() {
    return used.get();
  }
}
