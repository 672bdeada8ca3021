package chat.domain.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A registered user, without the password. */
public record User(UserId id, Username username, @Nullable Email email, Instant createdAt) {
  public Identity identity() {
    return new Identity(id, username);
  }
}
