package chat.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses that double from one attempt to the next, up to a longest one; half of each is random, so
 * that the clients of a server that went away don't all come back at once. Not safe for use by
 * several threads.
 */
final class Backoff {
  private final Duration first;
  private final Duration longest;
  private int attempts;

  Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  /** The pause before the next attempt. */
  Duration next() {
    var pause = longest;
    // Beyond 30 doublings there is no doubt, and before that no overflow.
    if (attempts < 30 && first.multipliedBy(1L << attempts).compareTo(longest) < 0) {
      pause = first.multipliedBy(1L << attempts);
    }
    attempts++;
    return jittered(pause.dividedBy(2));
  }

  /** A pause that somebody else chose, and a random bit more. */
  Duration after(Duration asked) {
    attempts++;
    return asked.plus(jittered(first.dividedBy(2)).minus(first.dividedBy(2)));
  }

  /** What comes next is a first attempt again. */
  void reset() {
    attempts = 0;
  }

  /** At least the pause, less than twice as much. */
  private static Duration jittered(Duration half) {
    long nanos = half.toNanos();
    return half.plusNanos(nanos > 0 ? ThreadLocalRandom.current().nextLong(nanos) : 0);
  }
}
