package chat.adapter.web.limit;

import io.github.bucket4j.Bandwidth;
import java.time.Duration;

/**
 * How much is granted to each key: {@code quota} at once, and as much again, evenly, in every
 * {@code window}.
 *
 * @param policy what the limit is called in headers
 */
record Rate(String policy, long quota, Duration window) {
  Rate {
    if (quota < 1) {
      throw new IllegalArgumentException("a rate without a quota grants nothing");
    }
  }

  static Rate perSecond(String policy, int each) {
    long quota = (long) LimitSettings.SAVED_SECONDS * each;
    return new Rate(policy, quota, Duration.ofSeconds(LimitSettings.SAVED_SECONDS));
  }

  static Rate perHour(String policy, int each) {
    return new Rate(policy, each, Duration.ofHours(1));
  }

  Bandwidth bandwidth() {
    return Bandwidth.builder().capacity(quota).refillGreedy(quota, window).build();
  }
}
