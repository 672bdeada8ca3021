package chat.domain.message;

import chat.domain.InvalidValue;

/**
 * Names one history of the database: 1 to 64 visible ASCII characters. A {@code seq} means
 * something in the epoch in which it was given alone.
 */
public record Epoch(String value) {
  public static final int MAX_CHARACTERS = 64;

  public Epoch {
    if (value.isEmpty() || value.length() > MAX_CHARACTERS) {
      throw new InvalidValue("epoch", "must have 1 to " + MAX_CHARACTERS + " characters");
    }
    if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new InvalidValue("epoch", "must be visible ASCII characters");
    }
  }
}
