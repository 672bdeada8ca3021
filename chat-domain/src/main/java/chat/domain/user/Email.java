package chat.domain.user;

import chat.domain.InvalidValue;
import chat.domain.Text;

/**
 * Where a user can be written to: something before and after one {@code @}, at most 254 characters
 * (RFC 5321, section 4.5.3.1.3), none of them blank or control. Whether mail arrives there only a
 * mail can tell.
 */
public record Email(String value) {
  public static final int MAX_CHARACTERS = 254;

  public Email {
    value = Text.name("email", value, 3, MAX_CHARACTERS);
    int at = value.indexOf('@');
    if (at < 1
        || at != value.lastIndexOf('@')
        || at == value.length() - 1
        || value
            .codePoints()
            .anyMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
      throw new InvalidValue("email", "must be an e-mail address");
    }
  }

  /** Equal for addresses that differ in case only; at most 762 characters. */
  public String key() {
    return Text.folded(value);
  }
}
