package chat.adapter.web.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucket;
import io.github.bucket4j.local.SynchronizationStrategy;

/**
 * What one key may still take. Thread-safe: its own monitor, which nobody holds for longer than a
 * few additions, stands in for Bucket4j's, because it has to cover being forgotten as well.
 */
final class Allowance {
  /** What {@link #take()} returns when it was taken. */
  static final long TAKEN = 0;

  /** What {@link #take()} returns when the key has another allowance by now. */
  static final long FORGOTTEN = -1;

  private final long quota;

  // Guarded by this.
  private final LocalBucket bucket;
  private boolean forgotten;

  Allowance(Bandwidth bandwidth, TimeMeter clock) {
    quota = bandwidth.getCapacity();
    bucket =
        Bucket.builder()
            .addLimit(bandwidth)
            .withCustomTimePrecision(clock)
            .withSynchronizationStrategy(SynchronizationStrategy.NONE)
            .build();
  }

  /** Takes one: {@link #TAKEN}, {@link #FORGOTTEN}, or the nanoseconds until there is one. */
  synchronized long take() {
    if (forgotten) {
      return FORGOTTEN;
    }
    return bucket.tryConsume(1) ? TAKEN : nanosUntil(1);
  }

  /** Undoes a {@link #take()}. */
  synchronized void giveBack() {
    bucket.addTokens(1);
  }

  /** How many are left. */
  synchronized long left() {
    return bucket.getAvailableTokens();
  }

  /** The time until there is one more than now; zero when there are as many as can be. */
  synchronized long nanosUntilMore() {
    long left = bucket.getAvailableTokens();
    return left >= quota ? 0 : nanosUntil(left + 1);
  }

  /** Whether nothing would be lost by forgetting it; nobody can take from it afterwards. */
  synchronized boolean forgetIfFull() {
    forgotten |= bucket.getAvailableTokens() >= quota;
    return forgotten;
  }

  private long nanosUntil(long tokens) {
    return Math.max(1, bucket.estimateAbilityToConsume(tokens).getNanosToWaitForRefill());
  }
}
