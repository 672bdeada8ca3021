package chat.domain.message;

import chat.domain.InvalidValue;

/**
 * The sender's own name for a message, unique among that sender's in a room for ever: 1 to 64
 * visible ASCII characters, compared byte by byte. It is what makes sending again safe.
 */
public record ClientId(String value) {
  public static final int MAX_CHARACTERS = 64;

  public ClientId {
    if (value.isEmpty() || value.length() > MAX_CHARACTERS) {
      throw new InvalidValue("client_id", "must have 1 to " + MAX_CHARACTERS + " characters");
    }
    if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new InvalidValue("client_id", "must be visible ASCII characters");
    }
  }
}
