package chat.domain.message;

import chat.domain.InvalidValue;
import chat.domain.Text;

/** What a person typed: 1 to 4,000 code points, never only blanks, kept to the last character. */
public record Content(String text) {
  public static final int MAX_CODE_POINTS = 4_000;

  public Content {
    if (!Text.isWellFormed(text)) {
      throw new InvalidValue("content", "must be well-formed Unicode");
    }
    if (text.isBlank()) {
      throw new InvalidValue("content", "must not be blank");
    }
    if (Text.length(text) > MAX_CODE_POINTS) {
      throw new InvalidValue("content", "must have at most " + MAX_CODE_POINTS + " characters");
    }
    if (text.indexOf('\0') >= 0) {
      throw new InvalidValue("content", "must not contain the character NUL");
    }
  }

  /** About how many bytes of memory it takes. */
  public int estimatedBytes() {
    return Character.BYTES * text.length();
  }
}
