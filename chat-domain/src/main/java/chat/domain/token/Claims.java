package chat.domain.token;

import chat.domain.message.Epoch;
import chat.domain.user.Identity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a token says: who it stands for, in which history of the database, and until when; its times
 * are in whole seconds, as in JWT.
 *
 * @param epoch the history in which {@code who} was that user: in another one the id may be
 *     somebody else's
 */
public record Claims(TokenId id, Identity who, Epoch epoch, Instant issuedAt, Instant expiresAt) {
  public Claims {
    issuedAt = issuedAt.truncatedTo(ChronoUnit.SECONDS);
    expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
  }
}
