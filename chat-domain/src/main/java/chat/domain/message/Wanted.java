package chat.domain.message;

import chat.domain.InvalidValue;
import chat.domain.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody wants to find, and the one place that decides which messages that are. A message is
 * found when it says all of {@code all}, in any order, and none of {@code none}, is by one of the
 * authors and was sent in the time.
 *
 * @param all what a message has to say
 * @param none what it must not say
 * @param authors folded names ({@link chat.domain.user.Username#key()}); empty for anybody
 * @param rooms folded names ({@link chat.domain.room.RoomName#key()}); empty for any. Which rooms
 *     have them isn't in a message, so {@link #match} leaves that to whoever knows
 * @param since the first moment that counts
 * @param until the first moment that doesn't count any more
 */
public record Wanted(
    List<Term> all,
    List<Term> none,
    Set<String> authors,
    Set<String> rooms,
    Optional<Instant> since,
    Optional<Instant> until) {
  /** The longest text that is looked for, in characters. */
  public static final int MAX_CHARACTERS = 500;

  /** The most words, phrases and filters together. */
  public static final int MAX_TERMS = 32;

  /** The most rooms that one search may name. */
  public static final int MAX_ROOMS = 10;

  /** Slips of the pen are forgiven in searches of at most so many words that are long enough. */
  public static final int MAX_FORGIVEN = 8;

  /** The most that a search compares: what is written without blanks counts by the pair. */
  public static final int MAX_WORDS = 256;

  public Wanted {
    boolean forgiven = all.stream().filter(term -> term.edits() > 0).count() <= MAX_FORGIVEN;
    all = forgiven ? List.copyOf(all) : all.stream().map(term -> term.forgiving(0)).toList();
    none = List.copyOf(none);
    authors = Set.copyOf(authors);
    rooms = Set.copyOf(rooms);
    if (all.size() + none.size() + authors.size() + rooms.size() > MAX_TERMS) {
      throw new InvalidValue("search", "must have at most " + MAX_TERMS + " words and filters");
    }
    if (rooms.size() > MAX_ROOMS) {
      throw new InvalidValue("search", "must name at most " + MAX_ROOMS + " rooms");
    }
    if (words(all) + words(none) > MAX_WORDS) {
      throw new InvalidValue("search", "must be shorter");
    }
  }

  /**
   * Reads what a person typed. Words may come in any order, the last may go on, and slips of the
   * pen are forgiven; what is in quotes is a phrase; {@code -} before a word or phrase takes it
   * out; {@code from:}, {@code in:}, {@code before:} and {@code after:} narrow it down, names of
   * several words in quotes, days as {@code 2026-11-01}, in UTC. Whatever isn't such a thing is
   * searched as plain words.
   *
   * @throws InvalidValue when it is longer than a search may be
   */
  public static Wanted parse(String typed) {
    if (Text.length(typed) > MAX_CHARACTERS) {
      throw new InvalidValue("search", "must have at most " + MAX_CHARACTERS + " characters");
    }
    if (!Text.isWellFormed(typed)) {
      throw new InvalidValue("search", "must be well-formed Unicode");
    }
    return new WantedReader(typed).read();
  }

  /**
   * The words that a person typed, in any order and with slips of the pen forgiven; the last may go
   * on. Nothing in it has a meaning of its own.
   *
   * @throws InvalidValue when there are more than a search may have
   */
  public static Wanted words(String typed) {
    return new WantedReader(typed).readWords();
  }

  private static int words(List<Term> terms) {
    return terms.stream().mapToInt(term -> term.words().size()).sum();
  }

  /** Whether it asks for nothing at all. Then nothing is found. */
  public boolean isEmpty() {
    return all.isEmpty()
        && none.isEmpty()
        && authors.isEmpty()
        && rooms.isEmpty()
        && since.isEmpty()
        && until.isEmpty();
  }

  /** The most slips of the pen that are forgiven in one of its words. */
  public int edits() {
    return all.stream().mapToInt(Term::edits).max().orElse(0);
  }

  /** The same, with so many slips of the pen forgiven in each word at most. */
  public Wanted forgiving(int most) {
    var terms = all.stream().map(term -> term.forgiving(most)).toList();
    return new Wanted(terms, none, authors, rooms, since, until);
  }

  /** How the message matches; empty when it doesn't. */
  public Optional<Match> match(Message message) {
    if (isEmpty()
        || message.isDeleted()
        || since.filter(message.at()::isBefore).isPresent()
        || until.filter(end -> !message.at().isBefore(end)).isPresent()
        || (!authors.isEmpty() && !authors.contains(message.author().username().key()))) {
      return Optional.empty();
    }
    return match(message.text());
  }

  /** Whether a text that isn't a message, such as a name, says what is wanted; no text, nothing. */
  public boolean isIn(String text) {
    return !isEmpty() && match(text).isPresent();
  }

  private Optional<Match> match(String text) {
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
