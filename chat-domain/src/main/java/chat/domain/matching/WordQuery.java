package chat.domain.matching;

import chat.domain.InvalidValue;
import chat.domain.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Words, phrases and their exclusions, and the one place that decides which texts match them. A
 * text matches when it has all of {@code all}, in any order, and none of {@code none}.
 *
 * @param all what a text has to say
 * @param none what it must not say
 */
public record WordQuery(List<Term> all, List<Term> none) {
  /** The most words and phrases. */
  public static final int MAX_TERMS = 32;

  /** Typos are forgiven in queries of at most so many words that are long enough. */
  public static final int MAX_FORGIVEN = 8;

  /** The most that a query compares: what is written without blanks counts by the pair. */
  public static final int MAX_WORDS = 256;

  public WordQuery {
    boolean forgiven = all.stream().filter(term -> term.edits() > 0).count() <= MAX_FORGIVEN;
    all = forgiven ? List.copyOf(all) : all.stream().map(term -> term.forgiving(0)).toList();
    none = List.copyOf(none);
    if (all.size() + none.size() > MAX_TERMS) {
      throw new InvalidValue("search", "must have at most " + MAX_TERMS + " words");
    }
    if (words(all) + words(none) > MAX_WORDS) {
      throw new InvalidValue("search", "must be shorter");
    }
  }

  /**
   * The words that a person typed, in any order and with typos forgiven; the last may go on.
   * Nothing in it has a meaning of its own.
   *
   * @throws InvalidValue when there are more than a query may have
   */
  public static WordQuery parse(String typed) {
    var all = new ArrayList<Term>();
    int start = 0;
    while (start < typed.length()) {
      int end = start;
      while (end < typed.length() && !Character.isWhitespace(typed.charAt(end))) {
        end++;
      }
      boolean isLast = typed.substring(end).isBlank();
      Term.word(typed.substring(start, end), isLast).ifPresent(all::add);
      start = end + 1;
    }
    return new WordQuery(all, List.of());
  }

  private static int words(List<Term> terms) {
    return terms.stream().mapToInt(term -> term.words().size()).sum();
  }

  /** Whether it asks for nothing. */
  public boolean isEmpty() {
    return all.isEmpty() && none.isEmpty();
  }

  /** The most typos that are forgiven in one of its words. */
  public int edits() {
    return all.stream().mapToInt(Term::edits).max().orElse(0);
  }

  /** The same, with so many typos forgiven in each word at most. */
  public WordQuery forgiving(int most) {
    return new WordQuery(all.stream().map(term -> term.forgiving(most)).toList(), none);
  }

  /** How a text matches; empty when it doesn't. */
  public Optional<Match> match(String text) {
    var words = Words.of(text);
    for (var term : none) {
      for (int from = 0; from < words.size(); from++) {
        if (term.grade(words, from) >= 0) {
          return Optional.empty();
        }
      }
    }
    int grade = 0;
    var spans = new ArrayList<Span>();
    for (var term : all) {
      int best = best(term, words, spans);
      if (best < 0) {
        return Optional.empty();
      }
      grade += best;
    }
    return Optional.of(new Match(grade, apart(spans)));
  }

  /** The best grade that the term has anywhere, and to the spans where it has it. */
  private static int best(Term term, List<Word> words, List<Span> spans) {
    int best = -1;
    int others = spans.size();
    for (int from = 0; from < words.size(); from++) {
      int grade = term.grade(words, from);
      if (grade >= 0 && (best < 0 || grade <= best)) {
        if (grade != best) {
          spans.subList(others, spans.size()).clear();
          best = grade;
        }
        int last = from + term.words().size() - 1;
        spans.add(new Span(words.get(from).start(), end(term, words, last)));
      }
    }
    return best;
  }

  /** Where one character was looked for, the second of a pair isn't what was found. */
  private static int end(Term term, List<Word> words, int last) {
    var word = words.get(last);
    boolean half =
        word.kind() == Word.Kind.PAIR && Text.length(term.last()) < Text.length(word.term());
    return half ? words.get(last + 1).start() : word.end();
  }

  private static List<Span> apart(List<Span> spans) {
    spans.sort(Comparator.comparingInt(Span::start).thenComparingInt(Span::end));
    var apart = new ArrayList<Span>();
    for (var span : spans) {
      int end = apart.size() - 1;
      if (end >= 0 && span.start() < apart.get(end).end()) {
        var before = apart.get(end);
        apart.set(end, new Span(before.start(), Math.max(before.end(), span.end())));
      } else {
        apart.add(span);
      }
    }
    return apart;
  }
}
