package chat.domain;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The moment by which a piece of work must end, on a clock that only goes forward. One deadline is
 * handed through all steps of the work, so that they share its time. Immutable.
 */
public final class Deadline {
  private final LongSupplier nanoTime;
  private final long atNanos;

  private Deadline(LongSupplier nanoTime, long atNanos) {
    this.nanoTime = nanoTime;
    this.atNanos = atNanos;
  }

  /** So much time from now. */
  public static Deadline after(Duration time) {
    return after(time, System::nanoTime);
  }

  /**
   * The same by another clock.
   *
   * @param nanoTime as {@link System#nanoTime()}
   */
  public static Deadline after(Duration time, LongSupplier nanoTime) {
    return new Deadline(nanoTime, nanoTime.getAsLong() + time.toNanos());
  }

  /** The earlier of this one and one that is so much time from now. */
  public Deadline atMost(Duration time) {
    return left().compareTo(time) <= 0 ? this : after(time, nanoTime);
  }

  /** Where half of the time that is left has passed. */
  public Deadline half() {
    return atMost(left().dividedBy(2));
  }

  /** How much time is left; zero when it is over. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, atNanos - nanoTime.getAsLong()));
  }

  public boolean isOver() {
    return atNanos - nanoTime.getAsLong() <= 0;
  }

  /**
   * To be called between the steps of the work.
   *
   * @throws DeadlineExceeded when it is over
   */
  public void check() {
    if (isOver()) {
      throw new DeadlineExceeded();
    }
  }
}
