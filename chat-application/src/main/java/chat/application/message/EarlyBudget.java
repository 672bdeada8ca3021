package chat.application.message;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the memory for events that wait for earlier ones, of all rooms together. May be used by
 * any thread.
 */
final class EarlyBudget {
  private final long maxBytes;
  private final AtomicLong used = new AtomicLong();

  EarlyBudget(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Whether so many more bytes may be kept; if so, they count from now on. */
  boolean reserve(int bytes) {
    if (used.addAndGet(bytes) <= maxBytes) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  void giveBack(int bytes) {
    used.addAndGet(-bytes);
  }

  long used() {
    return used.get();
  }
}
