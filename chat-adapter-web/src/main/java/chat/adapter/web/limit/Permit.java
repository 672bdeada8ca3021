package chat.adapter.web.limit;

import java.time.Duration;

/**
 * Whether something may be done now.
 *
 * @param retryAfter after what time asking again is sensible; zero when it may be done now, and
 *     only then
 */
public record Permit(Duration retryAfter) {
  /** It may be done. */
  public static final Permit GRANTED = new Permit(Duration.ZERO);

  public Permit {
    if (retryAfter.isNegative()) {
      throw new IllegalArgumentException("nobody waits for a time that has passed");
    }
  }

  public boolean granted() {
    return retryAfter.isZero();
  }
}
