package chat.application.token;

import chat.domain.token.Claims;
import chat.domain.token.Revocation;
import chat.domain.token.RevokedTokens;
import java.time.Clock;

/** Puts the token among the revoked ones until it would have expired. Thread-safe. */
public final class RevokeTokenService implements RevokeToken {
  private final RevokedTokens revoked;
  private final Clock clock;

  public RevokeTokenService(RevokedTokens revoked, Clock clock) {
    this.revoked = revoked;
    this.clock = clock;
  }

  @Override
  public void revoke(Claims token) {
    revoked.add(new Revocation(token.id(), clock.instant(), token.expiresAt()));
  }
}
