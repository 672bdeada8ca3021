package chat.domain.token;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The end of a token before its time; of no use once the token would have expired anyway. */
public record Revocation(TokenId token, Instant revokedAt, Instant expiresAt) {
  public Revocation {
    revokedAt = revokedAt.truncatedTo(ChronoUnit.MILLIS);
    expiresAt = expiresAt.truncatedTo(ChronoUnit.MILLIS);
  }
}
