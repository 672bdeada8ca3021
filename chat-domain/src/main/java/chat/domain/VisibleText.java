package chat.domain;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * Rules for names that people choose: a reader sees all of a name, where it stands. Names from
 * before these rules may break them.
 *
 * <p>Source: Unicode Standard Annex 31, section 2.3 for joiners between letters; Unicode Technical
 * Standard 51 for those in emoji.
 */
public final class VisibleText {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;
  private static final int EMOJI_STYLE = 0xfe0f;
  private static final int KEYCAP = 0x20e3;

  /**
   * What is blank, or nothing, though its category is that of a letter, mark or symbol: the
   * combining grapheme joiner, Hangul fillers, inherent vowels of Khmer, the blank of Braille, what
   * stands for an object, and a musical null.
   */
  private static final Set<Integer> BLANK =
      Set.of(0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0, 0xfffc, 0x1d159);

  /** Scripts whose letters join, so that a non-joiner between two of them is seen. */
  private static final Set<UnicodeScript> CURSIVE =
      EnumSet.of(
          UnicodeScript.ADLAM,
          UnicodeScript.ARABIC,
          UnicodeScript.HANIFI_ROHINGYA,
          UnicodeScript.MANDAIC,
          UnicodeScript.MONGOLIAN,
          UnicodeScript.NKO,
          UnicodeScript.SYRIAC);

  /** What kills a vowel: Devanagari to Sinhala, Myanmar, Khmer, Balinese and Javanese. */
  private static final Set<Integer> VIRAMAS =
      Set.of(
          0x094d, 0x09cd, 0x0a4d, 0x0acd, 0x0b4d, 0x0bcd, 0x0c4d, 0x0ccd, 0x0d4d, 0x0dca, 0x1039,
          0x17d2, 0x1b44, 0xa9c0);

  /** Symbols with an emoji form that aren't in the category of symbols. */
  private static final Set<Integer> EMOJI_ELSEWHERE = Set.of(0x203c, 0x2049, 0x2139, 0x3030);

  private VisibleText() {}

  /**
   * Checks a name that is well-formed and on one line, as {@link Text#name} returns it.
   *
   * @throws InvalidValue naming {@code field}: for what Unicode has assigned to nothing, and for
   *     what isn't seen and changes nothing that is seen
   */
  public static void check(String field, String name) {
    var text = name.codePoints().toArray();
    for (int i = 0; i < text.length; i++) {
      if (isUnassigned(text[i])) {
        throw new InvalidValue(field, "must not contain characters that stand for nothing");
      }
      if (isHidden(text[i]) && !isMeaningful(text, i)) {
        throw new InvalidValue(field, "must not contain characters that can't be seen");
      }
    }
  }

  private static boolean isUnassigned(int c) {
    int type = Character.getType(c);
    // What isn't an emoji yet will be one: this Java may be older than the writer's.
    return type == Character.PRIVATE_USE
        || (type == Character.UNASSIGNED && !isInTheRangeOfEmoji(c));
  }

  private static boolean isHidden(int c) {
    return Character.getType(c) == Character.FORMAT
        || BLANK.contains(c)
        || (c >= 0x180b && c <= 0x180f)
        || (c >= 0xfe00 && c <= 0xfe0f)
        || (c >= 0xe0100 && c <= 0xe01ef);
  }

  private static boolean isMeaningful(int[] text, int i) {
    if (i == 0) {
      return false;
    }
    return switch (text[i]) {
      case EMOJI_STYLE -> hasEmojiForm(text[i - 1]) || isInKeycap(text, i);
      case ZERO_WIDTH_JOINER -> joinsEmoji(text, i) || isBesideVirama(text, i);
      case ZERO_WIDTH_NON_JOINER ->
          VIRAMAS.contains(text[i - 1]) || separatesLettersThatJoin(text, i);
      default -> false;
    };
  }

  private static boolean joinsEmoji(int[] text, int i) {
    int before = text[i - 1] == EMOJI_STYLE && i > 1 ? text[i - 2] : text[i - 1];
    return i + 1 < text.length && isPictograph(before) && isPictograph(text[i + 1]);
  }

  private static boolean isBesideVirama(int[] text, int i) {
    return VIRAMAS.contains(text[i - 1])
        || (i + 1 < text.length && VIRAMAS.contains(text[i + 1]) && isLetter(text[i - 1]));
  }

  private static boolean separatesLettersThatJoin(int[] text, int i) {
    int before = i - 1;
    while (before > 0 && isMark(text[before])) {
      before--;
    }
    int after = i + 1;
    while (after < text.length && isMark(text[after])) {
      after++;
    }
    return after < text.length
        && isLetter(text[before])
        && isLetter(text[after])
        && CURSIVE.contains(UnicodeScript.of(text[before]))
        && UnicodeScript.of(text[before]) == UnicodeScript.of(text[after]);
  }

  private static boolean isInKeycap(int[] text, int i) {
    return "0123456789#*".indexOf(text[i - 1]) >= 0 && i + 1 < text.length && text[i + 1] == KEYCAP;
  }

  private static boolean hasEmojiForm(int c) {
    return isPictograph(c)
        || Character.getType(c) == Character.MATH_SYMBOL
        || EMOJI_ELSEWHERE.contains(c);
  }

  private static boolean isPictograph(int c) {
    return isInTheRangeOfEmoji(c) || Character.getType(c) == Character.OTHER_SYMBOL;
  }

  private static boolean isInTheRangeOfEmoji(int c) {
    return c >= 0x1f000 && c <= 0x1faff;
  }

  private static boolean isLetter(int c) {
    return Character.isLetter(c);
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }
}
