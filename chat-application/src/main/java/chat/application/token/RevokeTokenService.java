package chat.application.token;

import chat.domain.token.Claims;
import chat.domain.token.LiveSessions;
import chat.domain.token.Revocation;
import chat.domain.token.RevokedTokens;
import java.time.Clock;
import java.util.Set;

/**
 * Puts the token among the revoked ones until it would have expired, and ends what it has open
 * here. Thread-safe.
 */
public final class RevokeTokenService implements RevokeToken {
  private final RevokedTokens revoked;
  private final LiveSessions sessions;
  private final Clock clock;

  public RevokeTokenService(RevokedTokens revoked, LiveSessions sessions, Clock clock) {
    this.revoked = revoked;
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public void revoke(Claims token) {
    revoked.add(new Revocation(token.id(), clock.instant(), token.expiresAt()));
    // Revoked first: whoever is sent away can't come back with the same token.
    sessions.end(Set.of(token.id()));
  }
}
