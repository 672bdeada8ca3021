package chat.domain.search;

import chat.domain.InvalidValue;
import chat.domain.Text;
import chat.domain.matching.Match;
import chat.domain.matching.Term;
import chat.domain.matching.WordQuery;
import chat.domain.message.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody wants to find, and the one place that decides which messages that are. A message is
 * found when its text matches the words, it is by one of the authors and was sent in the time.
 *
 * @param words what a message has to say and must not say
 * @param authors folded names ({@link chat.domain.user.Username#key()}); empty for anybody
 * @param rooms folded names ({@link chat.domain.room.RoomName#key()}); empty for any. Which rooms
 *     have them isn't in a message, so {@link #match} leaves that to its caller
 * @param since the first moment that counts
 * @param until the first moment that doesn't count any more
 */
public record SearchQuery(
    WordQuery words,
    Set<String> authors,
    Set<String> rooms,
    Optional<Instant> since,
    Optional<Instant> until) {
  /** The longest text that is looked for, in characters. */
  public static final int MAX_CHARACTERS = 500;

  /** The most words, phrases and filters together. */
  public static final int MAX_TERMS = WordQuery.MAX_TERMS;

  /** The most rooms that one search may name. */
  public static final int MAX_ROOMS = 10;

  public SearchQuery {
    authors = Set.copyOf(authors);
    rooms = Set.copyOf(rooms);
    if (words.all().size() + words.none().size() + authors.size() + rooms.size() > MAX_TERMS) {
      throw tooMany();
    }
    if (rooms.size() > MAX_ROOMS) {
      throw new InvalidValue("search", "must name at most " + MAX_ROOMS + " rooms");
    }
  }

  static InvalidValue tooMany() {
    return new InvalidValue("search", "must have at most " + MAX_TERMS + " words and filters");
  }

  /**
   * Reads what a person typed. Words may come in any order, the last may go on, and typos are
   * forgiven; what is in quotes is a phrase; {@code -} before a word or phrase takes it out; {@code
   * from:}, {@code in:}, {@code before:} and {@code after:} narrow it down, names of several words
   * in quotes, days as {@code 2026-11-01}, in UTC. Whatever isn't such a thing is searched as plain
   * words.
   *
   * @throws InvalidValue when it is longer than a search may be
   */
  public static SearchQuery parse(String typed) {
    if (Text.length(typed) > MAX_CHARACTERS) {
      throw new InvalidValue("search", "must have at most " + MAX_CHARACTERS + " characters");
    }
    if (!Text.isWellFormed(typed)) {
      throw new InvalidValue("search", "must be well-formed Unicode");
    }
    return new SearchQueryParser(typed).read();
  }

  /** Whether it asks for nothing at all. Then nothing is found. */
  public boolean isEmpty() {
    return words.isEmpty()
        && authors.isEmpty()
        && rooms.isEmpty()
        && since.isEmpty()
        && until.isEmpty();
  }

  /** What a message has to say. */
  public List<Term> all() {
    return words.all();
  }

  /** What a message must not say. */
  public List<Term> none() {
    return words.none();
  }

  /** The most typos that are forgiven in one of its words. */
  public int edits() {
    return words.edits();
  }

  /** The same, with so many typos forgiven in each word at most. */
  public SearchQuery forgiving(int most) {
    return new SearchQuery(words.forgiving(most), authors, rooms, since, until);
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
    return words.match(message.text());
  }
}
