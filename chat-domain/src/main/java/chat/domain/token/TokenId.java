package chat.domain.token;

import chat.domain.InvalidValue;

/** Names one token ({@code jti}, RFC 7519 section 4.1.7): 1 to 64 visible ASCII characters. */
public record TokenId(String value) {
  public static final int MAX_CHARACTERS = 64;

  public TokenId {
    if (value.isEmpty()
        || value.length() > MAX_CHARACTERS
        || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new InvalidValue("jti", "must be 1 to " + MAX_CHARACTERS + " visible ASCII characters");
    }
  }
}
