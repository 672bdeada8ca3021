package chat.benchmarks.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The bench's own idea of words, apart from that of any search. */
final class Tokens {
  private static final Pattern MARKS = Pattern.compile("\\p{Mn}");

  private Tokens() {}

  /** What stands between anything but letters and digits; an emoji stands for itself. */
  static List<String> of(String text) {
    var tokens = new ArrayList<String>();
    int begin = -1;
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      boolean isPart =
          Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK;
      if (isPart && begin < 0) {
        begin = at;
      } else if (!isPart && begin >= 0) {
        tokens.add(text.substring(begin, at));
        begin = -1;
      }
      int next = at + Character.charCount(c);
      if (Character.getType(c) == Character.OTHER_SYMBOL) {
        tokens.add(text.substring(at, next));
      }
      at = next;
    }
    if (begin >= 0) {
      tokens.add(text.substring(begin));
    }
    return tokens;
  }

  /** Without case and accents. */
  static String folded(String token) {
    var lower = token.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length(); i++) {
      if (lower.charAt(i) >= 0x80) {
        return MARKS
            .matcher(Normalizer.normalize(lower, Normalizer.Form.NFKD))
            .replaceAll("")
            .replace("ß", "ss");
      }
    }
    return lower;
  }

  /** Whether it is a word of a script with blanks. */
  static boolean isWord(String token) {
    return token
        .codePoints()
        .allMatch(c -> Character.isAlphabetic(c) && !Character.isIdeographic(c) && !isKana(c));
  }

  /** Whether characters like this stand without blanks. */
  static boolean isCjk(int c) {
    return Character.isIdeographic(c) || isKana(c);
  }

  private static boolean isKana(int c) {
    return c >= 0x3040 && c <= 0x30ff;
  }

  /**
   * How many letters are too many, missing, others, or in the wrong order with their neighbour.
   *
   * @param most what doesn't matter beyond; then it is that and one more
   */
  static int typos(String one, String other, int most) {
    if (Math.abs(one.length() - other.length()) > most) {
      return most + 1;
    }
    int[][] typos = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        typos[i][j] = i == 0 || j == 0 ? i + j : least(typos, one, other, i, j);
      }
    }
    return Math.min(typos[one.length()][other.length()], most + 1);
  }

  private static int least(int[][] typos, String one, String other, int i, int j) {
    boolean isSame = one.charAt(i - 1) == other.charAt(j - 1);
    int least = typos[i - 1][j - 1] + (isSame ? 0 : 1);
    least = Math.min(least, Math.min(typos[i - 1][j], typos[i][j - 1]) + 1);
    boolean isTurned =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return isTurned ? Math.min(least, typos[i - 2][j - 2] + 1) : least;
  }

  /** Whether {@link #typos} are one at most; quickly. */
  static boolean areNear(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    if (Math.max(one.length(), other.length()) - shorter > 1) {
      return false;
    }
    int same = 0;
    while (same < shorter && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    int end = 0;
    while (end < shorter - same
        && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
      end++;
    }
    int left = one.length() - same - end;
    int right = other.length() - same - end;
    return Math.max(left, right) <= 1
        || (left == 2
            && right == 2
            && one.charAt(same) == other.charAt(same + 1)
            && one.charAt(same + 1) == other.charAt(same));
  }
}
