package chat.domain.user;

import chat.domain.InvalidValue;

/**
 * What is kept of a password, in its hasher's own format; at most 100 characters, never printed.
 */
public record PasswordHash(String value) {
  public static final int MAX_CHARACTERS = 100;

  public PasswordHash {
    if (value.isEmpty() || value.length() > MAX_CHARACTERS) {
      throw new InvalidValue("password_hash", "must have 1 to " + MAX_CHARACTERS + " characters");
    }
  }

  @Override
  public String toString() {
    return "PasswordHash[hidden]";
  }
}
