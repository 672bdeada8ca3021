package chat.domain.user;

import chat.domain.InvalidValue;
import chat.domain.Text;
import java.nio.charset.StandardCharsets;

/**
 * What proves a user at a login: at least 6 characters, at most 72 bytes in UTF-8 and none of them
 * NUL, because bcrypt would silently ignore what follows. Never printed.
 */
public record Password(String value) {
  public static final int MIN_CHARACTERS = 6;
  public static final int MAX_BYTES = 72;

  public Password {
    if (!Text.isWellFormed(value)) {
      throw new InvalidValue("password", "must be well-formed Unicode");
    }
    if (Text.length(value) < MIN_CHARACTERS) {
      throw new InvalidValue("password", "must have at least " + MIN_CHARACTERS + " characters");
    }
    if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new InvalidValue("password", "must have at most " + MAX_BYTES + " bytes in UTF-8");
    }
    if (value.indexOf('\0') >= 0) {
      throw new InvalidValue("password", "must not contain the character NUL");
    }
  }

  @Override
  public String toString() {
    return "Password[hidden]";
  }
}
