package chat.domain.token;

import chat.domain.user.Identity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a token says: who it stands for and until when; its times are in whole seconds, as in JWT.
 */
public record Claims(TokenId id, Identity who, Instant issuedAt, Instant expiresAt) {
  public Claims {
    issuedAt = issuedAt.truncatedTo(ChronoUnit.SECONDS);
    expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
  }
}
