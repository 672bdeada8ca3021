package chat.domain;

import java.text.Normalizer;
import java.util.Locale;

/** Rules for text that hold for every script. */
public final class Text {
  private Text() {}

  /**
   * What two texts share when a reader would call them the same: compatibility forms unified (NFKC)
   * and case removed. Folding twice gives the same as folding once. This, and no collation, decides
   * which names are equal and what a search finds.
   *
   * <p>Source: Unicode Standard, section 3.13, default caseless matching. The JDK has no case
   * folding; lower, upper, lower case in turn come to the same ({@code ß}, {@code ẞ} and {@code SS}
   * become {@code ss}), and both small sigmas become one.
   */
  public static String folded(String text) {
    return unified(caseless(unified(text)));
  }

  private static String unified(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC);
  }

  private static String caseless(String text) {
    return text.toLowerCase(Locale.ROOT)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT)
        .replace('ς', 'σ');
  }

  /** Whether every surrogate has its other half, so that the text has an encoding in UTF-8. */
  public static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  /** Whether every character is in ASCII. */
  public static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  /** The number of characters as people count them: code points. */
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /**
   * A name as it is kept: trimmed, of {@code min} to {@code max} characters, never blank, on one
   * line and free of control characters.
   *
   * @throws InvalidValue naming {@code field}
   */
  public static String name(String field, String typed, int min, int max) {
    if (!isWellFormed(typed)) {
      throw new InvalidValue(field, "must be well-formed Unicode");
    }
    var name = typed.strip();
    if (name.isEmpty()) {
      throw new InvalidValue(field, "must not be blank");
    }
    if (length(name) < min) {
      throw new InvalidValue(field, "must have at least " + min + " characters");
    }
    if (length(name) > max) {
      throw new InvalidValue(field, "must have at most " + max + " characters");
    }
    if (name.codePoints().anyMatch(Text::breaksALine)) {
      throw new InvalidValue(field, "must not contain control characters");
    }
    // A few compatibility characters unfold into up to 18; the stores keep the folded name indexed.
    if (length(folded(name)) > 3 * max) {
      throw new InvalidValue(field, "must not contain so many compatibility characters");
    }
    return name;
  }

  private static boolean breaksALine(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
