package chat.adapter.web.limit;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A time that passes when a test says so. */
final class SettableTime implements TimeMeter {
  /** Not far from where a count of nanoseconds turns negative, as the JVM's own may. */
  private final AtomicLong nanos = new AtomicLong(-Duration.ofSeconds(3).toNanos());

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Override
  public long currentTimeNanos() {
    return nanos.get();
  }

  @Override
  public boolean isWallClockBased() {
    return false;
  }
}
