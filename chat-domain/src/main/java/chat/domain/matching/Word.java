package chat.domain.matching;

import chat.domain.InvalidValue;

/**
 * One word of a text, as a search compares it.
 *
 * @param term what it is compared by: folded, so that case, accents and width don't count
 * @param start where it begins in the text, in UTF-16 units
 * @param end where it ends, exclusive
 */
public record Word(String term, int start, int end, Kind kind) {
  /** What a word is made from. */
  public enum Kind {
    /** Letters and digits, between blanks or punctuation. */
    SPELLED,
    /** Two neighbouring characters of a script that puts no blanks between words. */
    PAIR,
    /** The last character of such a run: each run ends with one. */
    LAST,
    /** An emoji, or another symbol. */
    SYMBOL
  }

  public Word {
    if (term.isEmpty() || start < 0 || end <= start) {
      throw new InvalidValue("word", "must not be empty");
    }
  }
}
