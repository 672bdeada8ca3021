package chat.application.token;

import chat.domain.token.RevokedTokens;
import java.time.Clock;

/** Thread-safe. */
public final class PurgeRevokedTokensService implements PurgeRevokedTokens {
  private final RevokedTokens revoked;
  private final Clock clock;

  public PurgeRevokedTokensService(RevokedTokens revoked, Clock clock) {
    this.revoked = revoked;
    this.clock = clock;
  }

  @Override
  public int purge() {
    return revoked.purge(clock.instant());
  }
}
