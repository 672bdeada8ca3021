package chat.application.token;

import chat.domain.token.RevokedTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Forgets a revocation {@link #KEPT} after its token expired. A revocation that was forgotten too
 * early, by a clock that is ahead, would make the token good again once the clock is right.
 *
 * <p>So the clock isn't trusted alone. It is never taken to be later than when the newest token was
 * issued that the store had at the start, plus the time that has passed since, by a timer that
 * nobody sets. Where nobody had logged in for a month, revocations are kept a month longer, which
 * costs nothing.
 *
 * <p>Thread-safe.
 */
public final class PurgeRevokedTokensService implements PurgeRevokedTokens {
  /** More than clocks of servers that share a store differ by, or are set wrong by hand. */
  static final Duration KEPT = Duration.ofDays(7);

  private final RevokedTokens revoked;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Instant startedAt;
  private final long startedNanos;

  /**
   * Blocks on the store.
   *
   * @param nanoTime a timer that runs evenly, such as {@link System#nanoTime()}
   * @param validity how long tokens last
   */
  public PurgeRevokedTokensService(
      RevokedTokens revoked, Clock clock, LongSupplier nanoTime, Duration validity) {
    this.revoked = revoked;
    this.clock = clock;
    this.nanoTime = nanoTime;
    startedNanos = nanoTime.getAsLong();
    // In a store without tokens nobody can be let in again: then the clock may be wrong.
    startedAt =
        revoked.latestExpiry().map(expiry -> expiry.minus(validity)).orElseGet(clock::instant);
  }

  @Override
  public int purge() {
    var now = clock.instant();
    var latest = startedAt.plusNanos(nanoTime.getAsLong() - startedNanos);
    return revoked.purge((now.isBefore(latest) ? now : latest).minus(KEPT));
  }
}
