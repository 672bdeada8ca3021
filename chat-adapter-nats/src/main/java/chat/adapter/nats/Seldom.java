package chat.adapter.nats;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Says at most once a minute that something is worth a line in the log. Thread-safe. */
public final class Seldom {
  private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

  private final AtomicLong next = new AtomicLong(System.nanoTime());

  /** Whether it is time for a line; then not again for a minute. */
  public boolean isDue() {
    long due = next.get();
    long now = System.nanoTime();
    return now - due >= 0 && next.compareAndSet(due, now + PAUSE);
  }
}
