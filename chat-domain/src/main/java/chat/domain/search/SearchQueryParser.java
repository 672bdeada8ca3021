package chat.domain.search;

import chat.domain.Text;
import chat.domain.matching.Term;
import chat.domain.matching.WordQuery;
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
final class SearchQueryParser {
  private static final String QUOTES = "\"“”„«»";

  private final String typed;
  private final List<Term> all = new ArrayList<>();
  private final List<Term> none = new ArrayList<>();
  private final Set<String> authors = new HashSet<>();
  private final Set<String> rooms = new HashSet<>();
  private Optional<Instant> since = Optional.empty();
  private Optional<Instant> until = Optional.empty();
  private int at;

  SearchQueryParser(String typed) {
    this.typed = typed;
  }

  SearchQuery read() {
    while (at < typed.length()) {
      if (Character.isWhitespace(typed.charAt(at))) {
        at++;
      } else {
        readPiece();
      }
    }
    return query();
  }

  private SearchQuery query() {
    if (all.size() + none.size() > SearchQuery.MAX_TERMS) {
      throw SearchQuery.tooMany();
    }
    return new SearchQuery(new WordQuery(all, none), authors, rooms, since, until);
  }

  private void readPiece() {
    boolean excluded = typed.charAt(at) == '-' && !isBlank(at + 1);
    int start = excluded ? at + 1 : at;
    int quote = closingQuote(start);
    if (quote > 0) {
      at = quote + 1;
      Term.phrase(typed.substring(start + 1, quote)).ifPresent((excluded ? none : all)::add);
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
      Term.phrase(piece).ifPresent(none::add);
    } else {
      Term.word(piece, last).ifPresent(all::add);
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
