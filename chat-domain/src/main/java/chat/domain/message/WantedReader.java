package chat.domain.message;

import chat.domain.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;

/** Reads a search, piece by piece, from its beginning to its end. */
final class WantedReader {
  private static final String QUOTES = "\"“”„«»";

  private final String typed;
  private final List<Term> all = new ArrayList<>();
  private final List<Term> none = new ArrayList<>();
  private final Set<String> authors = new HashSet<>();
  private final Set<String> rooms = new HashSet<>();
  private Optional<Instant> since = Optional.empty();
  private Optional<Instant> until = Optional.empty();
  private int at;

  WantedReader(String typed) {
    this.typed = typed;
  }

  Wanted read() {
    while (at < typed.length()) {
      if (Character.isWhitespace(typed.charAt(at))) {
        at++;
      } else {
        readPiece();
      }
    }
    return wanted();
  }

  Wanted readWords() {
    while (at < typed.length()) {
      int start = at;
      while (!isBlank(at)) {
        at++;
      }
      addTerm(typed.substring(start, at), typed.substring(at).isBlank());
      at++;
    }
    return wanted();
  }

  private Wanted wanted() {
    return new Wanted(all, none, authors, rooms, since, until);
  }

  private void readPiece() {
    boolean excluded = typed.charAt(at) == '-' && !isBlank(at + 1);
    int start = excluded ? at + 1 : at;
    int quote = closingQuote(start);
    if (quote > 0) {
      at = quote + 1;
      addPhrase(typed.substring(start + 1, quote), excluded ? none : all);
      return;
    }
    if (!excluded && readFilter()) {
      return;
    }
    at = endOfPiece(start);
    // A word is over when something was typed behind it, if only a blank.
    boolean last = typed.substring(at).isBlank();
    var piece = typed.substring(start, at);
    if (excluded) {
      addPhrase(piece, none);
    } else {
      addTerm(piece, last);
    }
  }

  private boolean readFilter() {
    int colon = typed.indexOf(':', at);
    if (colon < 0 || isBlank(colon + 1)) {
      return false;
    }
    int quote = closingQuote(colon + 1);
    int end = quote > 0 ? quote + 1 : endOfPiece(colon + 1);
    var value = quote > 0 ? typed.substring(colon + 2, quote) : typed.substring(colon + 1, end);
    boolean read =
        switch (typed.substring(at, colon).toLowerCase(Locale.ROOT)) {
          case "from" -> addName(value, '@', authors);
          case "in" -> addName(value, '#', rooms);
          case "after" -> addSince(value);
          case "before" -> addUntil(value);
          default -> false;
        };
    if (read) {
      at = end;
    }
    return read;
  }

  private static boolean addName(String value, char sign, Set<String> names) {
    var name = value.strip();
    if (name.length() > 1 && name.charAt(0) == sign) {
      name = name.substring(1);
    }
    if (name.isEmpty()) {
      return false;
    }
    names.add(Text.folded(name));
    return true;
  }

  private boolean addSince(String value) {
    var moment = moment(value, 1);
    since = both(since, moment, (one, other) -> one.isAfter(other) ? one : other);
    return moment.isPresent();
  }

  private boolean addUntil(String value) {
    var moment = moment(value, 0);
    until = both(until, moment, (one, other) -> one.isBefore(other) ? one : other);
    return moment.isPresent();
  }

  private static Optional<Instant> both(
      Optional<Instant> one, Optional<Instant> other, BinaryOperator<Instant> narrower) {
    return one.isEmpty() || other.isEmpty()
        ? one.or(() -> other)
        : Optional.of(narrower.apply(one.get(), other.get()));
  }

  /** A moment, or the beginning of a day or of one after it. */
  private static Optional<Instant> moment(String value, int days) {
    try {
      var moment =
          value.indexOf('T') < 0
              ? LocalDate.parse(value).plusDays(days).atStartOfDay().toInstant(ZoneOffset.UTC)
              : Instant.parse(value);
      // Beyond these no message can be, and no store can tell.
      boolean possible =
          !moment.isBefore(Instant.EPOCH) && moment.getEpochSecond() <= 253_402_300_799L;
      return possible ? Optional.of(moment) : Optional.empty();
    } catch (DateTimeException isNone) {
      return Optional.empty();
    }
  }

  private void addPhrase(String phrase, List<Term> terms) {
    var words = words(phrase);
    if (!words.isEmpty()) {
      terms.add(new Term(terms(words), isHalfAPair(words), 0));
    }
  }

  private void addTerm(String piece, boolean last) {
    var words = words(piece);
    if (words.isEmpty()) {
      return;
    }
    var end = words.get(words.size() - 1).kind();
    boolean open = isHalfAPair(words) || (last && end == Word.Kind.SPELLED);
    all.add(new Term(terms(words), open, end == Word.Kind.SPELLED ? Term.MOST_EDITS : 0));
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

  /** Where the quote that opens at a place is closed, and something stands between; else -1. */
  private int closingQuote(int open) {
    if (open >= typed.length() || QUOTES.indexOf(typed.charAt(open)) < 0) {
      return -1;
    }
    for (int i = open + 1; i < typed.length(); i++) {
      if (QUOTES.indexOf(typed.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private int endOfPiece(int from) {
    int end = from;
    while (!isBlank(end) && (end == from || closingQuote(end) < 0)) {
      end++;
    }
    return end;
  }

  private boolean isBlank(int i) {
    return i >= typed.length() || Character.isWhitespace(typed.charAt(i));
  }
}
