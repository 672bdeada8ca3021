package chat.application;

import java.time.Duration;

/**
 * More work was offered than the server takes on at once. Nothing was done; sending the same again
 * after the pause is sensible.
 */
public final class Overloaded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  public Overloaded(String what, Duration retryAfter) {
    // No stack trace: it is thrown when there is no time to lose, and says nothing new.
    super(what, null, false, false);
    this.retryAfter = retryAfter;
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}
