package chat.domain.user;

import chat.domain.InvalidValue;

/** Names one user; positive. */
public record UserId(long value) {
  public UserId {
    if (value < 1) {
      throw new InvalidValue("user_id", "must be positive");
    }
  }
}
