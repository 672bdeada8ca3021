package chat.domain.user;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A user about to be added: everything but the id, which the store gives; times in milliseconds.
 */
public record NewUser(
    Username username, @Nullable Email email, PasswordHash password, Instant createdAt) {
  public NewUser {
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
  }
}
