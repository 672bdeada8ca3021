package chat.domain.matching;

import chat.domain.Text;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Takes a text apart into the words that a search compares, in the order of the text. This, and no
 * search engine's idea of a language, decides what a word is: whoever keeps an index indexes these.
 *
 * <ul>
 *   <li>Letters and digits make a word; everything between them, an apostrophe as well, parts it.
 *       So an address on the web falls into the labels of its host, its path and so on.
 *   <li>Scripts that put no blanks between words give every pair of neighbours, and the last
 *       character of each run: what is looked for may begin and end anywhere in it.
 *   <li>An emoji is one word, however many code points it has; its skin doesn't count.
 *   <li>One or two letters keep the signs behind them that make another name of them: C++, C#.
 * </ul>
 */
public final class Words {
  /** What of a longer word is compared. */
  public static final int MAX_TERM = 100;

  private static final int ZWJ = 0x200d;
  private static final int KEYCAP = 0x20e3;

  private static final Set<UnicodeScript> UNSPACED =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.HANGUL,
          UnicodeScript.BOPOMOFO,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR);

  private enum Type {
    NOTHING,
    SPELLED,
    UNSPACED,
    SYMBOL
  }

  private final String text;
  private final List<Word> words = new ArrayList<>();
  private int at;

  private Words(String text) {
    this.text = text;
  }

  /** The words of a text. */
  public static List<Word> of(String text) {
    var reading = new Words(text);
    reading.read();
    return reading.words;
  }

  /** What two words share when a search takes them for the same. Folding twice changes nothing. */
  static String folded(String word) {
    if (isAscii(word)) {
      return word.toLowerCase(Locale.ROOT);
    }
    // The marks leave while they stand alone; what they left is composed again, or a search for
    // half a Korean syllable would find the whole.
    var bare = withoutMarks(Normalizer.normalize(word, Normalizer.Form.NFKD));
    return withoutStrokes(
        Normalizer.normalize(
            withoutMarks(Normalizer.normalize(Text.folded(bare), Normalizer.Form.NFKD)),
            Normalizer.Form.NFC));
  }

  private void read() {
    while (at < text.length()) {
      int c = text.codePointAt(at);
      switch (type(c)) {
        case SPELLED -> readSpelled();
        case UNSPACED -> readUnspaced();
        case SYMBOL -> readSymbol();
        default -> at += Character.charCount(c);
      }
    }
  }

  private void readSpelled() {
    int start = at;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (type(c) != Type.SPELLED && !joins(c)) {
        break;
      }
      at += Character.charCount(c);
    }
    var term = folded(text.substring(start, at));
    if (term.length() <= 2 && !term.isEmpty() && Character.isLetter(term.charAt(0))) {
      var sign = signBehind();
      at += sign.length();
      term += sign;
    }
    add(term, start, at, Word.Kind.SPELLED);
  }

  private String signBehind() {
    for (var sign : List.of("++", "#")) {
      int end = at + sign.length();
      if (text.startsWith(sign, at)
          && (end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end)))) {
        return sign;
      }
    }
    return "";
  }

  private void readUnspaced() {
    String before = "";
    int beforeStart = at;
    int end = at;
    while (at < text.length() && type(text.codePointAt(at)) == Type.UNSPACED) {
      int start = at;
      do {
        at += Character.charCount(text.codePointAt(at));
      } while (at < text.length() && belongsToTheOneBefore(text.codePointAt(at)));
      var character = folded(text.substring(start, at));
      if (character.isEmpty()) {
        continue;
      }
      if (!before.isEmpty()) {
        add(before + character, beforeStart, at, Word.Kind.PAIR);
      }
      before = character;
      beforeStart = start;
      end = at;
    }
    add(before, beforeStart, end, Word.Kind.LAST);
  }

  private void readSymbol() {
    int start = at;
    var term = new StringBuilder();
    int c = text.codePointAt(at);
    boolean flag = isFlagLetter(c);
    term.appendCodePoint(c);
    at += Character.charCount(c);
    if (flag && at < text.length() && isFlagLetter(text.codePointAt(at))) {
      int second = text.codePointAt(at);
      term.appendCodePoint(second);
      at += Character.charCount(second);
    }
    while (at < text.length()) {
      int next = text.codePointAt(at);
      int length = Character.charCount(next);
      if (next == ZWJ && at + 1 < text.length() && isSymbol(text.codePointAt(at + 1))) {
        int joined = text.codePointAt(at + 1);
        term.appendCodePoint(ZWJ).appendCodePoint(joined);
        length += Character.charCount(joined);
      } else if (!isSkinOrStyle(next)) {
        break;
      }
      at += length;
    }
    add(term.toString(), start, at, Word.Kind.SYMBOL);
  }

  private void add(String term, int start, int end, Word.Kind kind) {
    if (term.isEmpty()) {
      return;
    }
    boolean longer = Text.length(term) > MAX_TERM;
    var compared = longer ? term.substring(0, term.offsetByCodePoints(0, MAX_TERM)) : term;
    words.add(new Word(compared, start, end, kind));
  }

  private static Type type(int c) {
    if (c < 0x80) {
      return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9')
          ? Type.SPELLED
          : Type.NOTHING;
    }
    if (isSymbol(c)) {
      return Type.SYMBOL;
    }
    if ((c >= 0x0e00 && UNSPACED.contains(UnicodeScript.of(c))) || isKanaLength(c)) {
      // Punctuation of such scripts parts words all the same.
      return Character.isLetterOrDigit(c) || isMark(c) ? Type.UNSPACED : Type.NOTHING;
    }
    int type = Character.getType(c);
    return Character.isLetterOrDigit(c)
            || type == Character.LETTER_NUMBER
            || type == Character.OTHER_NUMBER
        ? Type.SPELLED
        : Type.NOTHING;
  }

  /** The long vowel's sign belongs to no script, and to both of Japan's syllabaries. */
  private static boolean isKanaLength(int c) {
    return c == 0x30fc || c == 0xff70;
  }

  private static boolean isSymbol(int c) {
    return c > 0xa0
        && (Character.getType(c) == Character.OTHER_SYMBOL
            // Newer emoji than this Java knows.
            || (c >= 0x1f000 && c < 0x1fb00))
        && !isSkinOrStyle(c);
  }

  private static boolean isFlagLetter(int c) {
    return c >= 0x1f1e6 && c <= 0x1f1ff;
  }

  /** The colour of a skin, whether it is shown as text, a key around it, and the tags of a flag. */
  private static boolean isSkinOrStyle(int c) {
    return (c >= 0x1f3fb && c <= 0x1f3ff)
        || c == 0xfe0e
        || c == 0xfe0f
        || c == KEYCAP
        || (c >= 0xe0020 && c <= 0xe007f);
  }

  /** What stands in a word without being a letter: its marks, and what nobody sees. */
  private static boolean joins(int c) {
    return c >= 0x80 && (isMark(c) || Character.getType(c) == Character.FORMAT);
  }

  private static boolean belongsToTheOneBefore(int c) {
    // The last two: the marks of half-width syllables are letters of their own.
    return joins(c) || c == 0xff9e || c == 0xff9f;
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  /**
   * Without accents, and without the points that Hebrew and Arabic may leave out. Where a mark is a
   * letter, as in the scripts of India and Thailand or Japan's syllables, it stays.
   */
  private static String withoutMarks(String decomposed) {
    var bare = new StringBuilder(decomposed.length());
    decomposed
        .codePoints()
        .filter(c -> !isAccent(c) && Character.getType(c) != Character.FORMAT)
        .forEach(bare::appendCodePoint);
    return bare.toString();
  }

  private static boolean isAccent(int c) {
    return (c >= 0x300 && c <= 0x36f)
        || (c >= 0x483 && c <= 0x487)
        || (c >= 0x591 && c <= 0x5c7)
        || (c >= 0x610 && c <= 0x61a)
        || c == 0x640
        || (c >= 0x64b && c <= 0x65f)
        || c == 0x670
        || (c >= 0x6d6 && c <= 0x6ed && isMark(c))
        || (c >= 0x1ab0 && c <= 0x1aff)
        || (c >= 0x1dc0 && c <= 0x1dff)
        || (c >= 0x20d0 && c <= 0x20ff)
        || (c >= 0xfe00 && c <= 0xfe0f)
        || (c >= 0xfe20 && c <= 0xfe2f);
  }

  /** Letters whose accent Unicode doesn't take off. */
  private static String withoutStrokes(String word) {
    StringBuilder plain = null;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      var other =
          switch (c) {
            case 'ø' -> "o";
            case 'đ', 'ð' -> "d";
            case 'ł' -> "l";
            case 'ħ' -> "h";
            case 'ŧ' -> "t";
            case 'æ' -> "ae";
            case 'œ' -> "oe";
            case 'þ' -> "th";
            default -> "";
          };
      if (!other.isEmpty() && plain == null) {
        plain = new StringBuilder(word.substring(0, i));
      }
      if (plain != null) {
        plain.append(other.isEmpty() ? String.valueOf(c) : other);
      }
    }
    return plain == null ? word : plain.toString();
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
