package chat.domain.matching;

import chat.domain.InvalidValue;
import chat.domain.Text;
import java.util.List;
import java.util.Optional;

/**
 * One thing that a text has to say, or must not: words that follow each other.
 *
 * @param words at least one, as {@link Word#term()} has them
 * @param open whether the last word may go on, because it is still being typed
 * @param edits how many typos are forgiven: none in short words, numbers and phrases, and never
 *     more than are for a word of that length
 */
public record Term(List<String> words, boolean open, int edits) {
  /** How well a term matches: 0 to the letter, and the more the worse. */
  public static final int TO_THE_LETTER = 0;

  public static final int BEGINS_SO = 1;
  public static final int ONE_EDIT = 2;
  public static final int TWO_EDITS = 3;

  /** The most typos that are forgiven in any word. */
  public static final int MOST_EDITS = 2;

  private static final int LETTERS_FOR_ONE_EDIT = 4;
  private static final int LETTERS_FOR_TWO_EDITS = 8;

  public Term {
    words = List.copyOf(words);
    if (words.isEmpty()) {
      throw new InvalidValue("term", "must have a word");
    }
    edits = Math.min(edits, forgivable(words));
  }

  /**
   * A piece without blanks as a term, with typos forgiven; empty when it has no word.
   *
   * @param open whether its last word may go on, where it is spelled with letters
   */
  public static Optional<Term> word(String piece, boolean open) {
    var words = words(piece);
    if (words.isEmpty()) {
      return Optional.empty();
    }
    boolean isSpelled = words.get(words.size() - 1).kind() == Word.Kind.SPELLED;
    boolean goesOn = isHalfAPair(words) || (open && isSpelled);
    return Optional.of(new Term(terms(words), goesOn, isSpelled ? MOST_EDITS : 0));
  }

  /** Words that follow each other, as they were typed; empty when there are none. */
  public static Optional<Term> phrase(String phrase) {
    var words = words(phrase);
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(new Term(terms(words), isHalfAPair(words), 0));
  }

  private static List<String> terms(List<Word> words) {
    return words.stream().map(Word::term).toList();
  }

  /** The words of a piece, without the end of a run: what is looked for may go on there. */
  private static List<Word> words(String piece) {
    var words = Words.of(piece);
    int last = words.size() - 1;
    boolean pairs = last > 0 && words.get(last - 1).kind() == Word.Kind.PAIR;
    return pairs && words.get(last).kind() == Word.Kind.LAST ? words.subList(0, last) : words;
  }

  private static boolean isHalfAPair(List<Word> words) {
    return words.get(words.size() - 1).kind() == Word.Kind.LAST;
  }

  /** The last word, and the only one of most terms. */
  public String last() {
    return words.get(words.size() - 1);
  }

  private static int forgivable(List<String> words) {
    if (words.size() > 1 || !words.get(0).codePoints().allMatch(Term::isLetter)) {
      return 0;
    }
    int letters = Text.length(words.get(0));
    if (letters < LETTERS_FOR_ONE_EDIT) {
      return 0;
    }
    return letters < LETTERS_FOR_TWO_EDITS ? 1 : MOST_EDITS;
  }

  /** The same term, with so many typos forgiven at most. */
  Term forgiving(int most) {
    return new Term(words, open, Math.min(edits, most));
  }

  /**
   * How well the words match that begin at a place of a text.
   *
   * @return -1 when they don't
   */
  int grade(List<Word> text, int from) {
    int most = words.size() - 1;
    if (from + most >= text.size()) {
      return -1;
    }
    for (int i = 0; i < most; i++) {
      if (!text.get(from + i).term().equals(words.get(i))) {
        return -1;
      }
    }
    return gradeOfLast(text.get(from + most).term());
  }

  private int gradeOfLast(String word) {
    var wanted = last();
    if (word.equals(wanted)) {
      return TO_THE_LETTER;
    }
    if (open && word.startsWith(wanted)) {
      return BEGINS_SO;
    }
    if (edits == 0) {
      return -1;
    }
    int distance = Edits.between(wanted, word, edits);
    return distance > edits ? -1 : distance == 1 ? ONE_EDIT : TWO_EDITS;
  }

  private static boolean isLetter(int c) {
    int type = Character.getType(c);
    return Character.isLetter(c)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }
}
