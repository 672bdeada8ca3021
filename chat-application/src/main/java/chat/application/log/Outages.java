package chat.application.log;

import chat.domain.StoreUnavailable;
import chat.domain.message.ConsumerUnavailable;
import chat.domain.message.ConsumerUnavailable.Reason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a follower from its work, and when it retries. Logs one line for each outage, however
 * often it is met, and one when a consumer goes on. For one thread.
 */
final class Outages {
  private static final Logger LOG = System.getLogger(LogFollower.class.getName());

  private final String consumer;
  private final Pace pace;
  private boolean storeIsAway;
  private @Nullable ConsumerUnavailable obstacle;
  private long retryNanos;

  /**
   * @param consumer its name
   */
  Outages(String consumer, Pace pace) {
    this.consumer = consumer;
    this.pace = pace;
    retryNanos = pace.retry().toNanos();
  }

  /** How long to wait before the next try. */
  long retryNanos() {
    return retryNanos;
  }

  void storeIsAway(StoreUnavailable why) {
    if (!storeIsAway) {
      LOG.log(Level.WARNING, "{0} waits for the store: {1}", consumer, why.getMessage());
    }
    storeIsAway = true;
    retryNanos = pace.retry().toNanos();
  }

  void storeIsThere() {
    storeIsAway = false;
  }

  void broken(Throwable why) {
    LOG.log(Level.WARNING, consumer + " is broken and is built again", why);
    retryNanos = pace.retry().toNanos();
  }

  void unavailable(ConsumerUnavailable why) {
    boolean isSame = obstacle != null && obstacle.reason() == why.reason();
    boolean isFull = why.reason() == Reason.OUT_OF_SPACE;
    retryNanos =
        isSame && isFull
            ? Math.min(2 * retryNanos, pace.longestRetry().toNanos())
            : pace.retry().toNanos();
    if (!isSame) {
      obstacle = why;
      LOG.log(Level.WARNING, "{0} waits: {1}", consumer, why.getMessage());
    }
  }

  /** The consumer could do what that reason had kept it from. */
  void overcome(Reason reason) {
    if (obstacle != null && obstacle.reason() == reason) {
      LOG.log(Level.INFO, "{0} goes on; over is: {1}", consumer, obstacle.getMessage());
      obstacle = null;
      retryNanos = pace.retry().toNanos();
    }
  }
}
