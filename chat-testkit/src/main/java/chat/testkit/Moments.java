package chat.testkit;

import java.time.Instant;
import java.util.List;

/** Points in time that stores are known to bend: each is kept to the millisecond. */
public final class Moments {
  /** In milliseconds, UTC. */
  public static final List<Instant> TRICKY =
      List.of(
          Instant.parse("1970-01-02T00:00:00.001Z"),
          // The hour that New York leaves out, and both of those that Berlin calls half past two.
          Instant.parse("2026-03-08T02:30:00.250Z"),
          Instant.parse("2026-10-25T00:30:00.999Z"),
          Instant.parse("2026-10-25T01:30:00.999Z"),
          // 32 bits of seconds end here.
          Instant.parse("2038-01-19T03:14:07.999Z"),
          Instant.parse("2038-01-19T03:14:08.000Z"),
          Instant.parse("2999-12-31T23:59:59.999Z"));

  private Moments() {}
}
