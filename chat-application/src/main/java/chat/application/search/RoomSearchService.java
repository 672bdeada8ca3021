package chat.application.search;

import chat.application.SearchPool;
import chat.application.message.ReadHistory;
import chat.application.message.RoomSearch;
import chat.application.room.RoomAccess;
import chat.domain.Deadline;
import chat.domain.message.Message;
import chat.domain.search.MessageSearch;
import chat.domain.search.MessageSearch.Place;
import chat.domain.search.SearchQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Searches page by page, on the threads for searches. Any thread may call it. */
public final class RoomSearchService implements RoomSearch {
  /** The most pages that are searched for one answer; further ones are behind its {@code older}. */
  private static final int SEARCHED_PAGES = 100;

  /**
   * After this time an answer that has something isn't filled up, though the deadline lies further
   * off. What the caller skips doesn't count: an empty answer would tell it that nothing is left.
   */
  private static final Duration ENOUGH = Duration.ofMillis(500);

  private final RoomAccess access;
  private final MessageSearch search;
  private final SearchPool pool;
  private final Duration enough;

  public RoomSearchService(RoomAccess access, MessageSearch search, SearchPool pool) {
    this.access = access;
    this.search = search;
    this.pool = pool;
    enough = ENOUGH;
  }

  /**
   * @param enough after how long an answer that has something isn't filled up
   */
  RoomSearchService(RoomAccess access, MessageSearch search, SearchPool pool, Duration enough) {
    this.access = access;
    this.search = search;
    this.pool = pool;
    this.enough = enough;
  }

  @Override
  public CompletionStage<ReadHistory.Page> search(ReadHistory.Query query) {
    return pool.submit(query.room().reader().id(), deadline -> found(query, deadline));
  }

  private ReadHistory.Page found(ReadHistory.Query query, Deadline deadline) {
    var words = SearchQuery.parse(query.text());
    var room = query.room().id();
    var readable = access.readable(query.room().reader(), words.rooms());
    if (readable.isPresent() && !readable.get().contains(room)) {
      return new ReadHistory.Page(List.of(), OptionalLong.empty(), OptionalLong.empty());
    }
    var soon = deadline.atMost(enough);
    var found = new ArrayList<Message>();
    var next = Optional.of(Place.before(room, before(query)));
    int skip = query.skip();
    for (int pages = 0; pages < SEARCHED_PAGES && next.isPresent(); pages++) {
      int left = query.limit() - found.size();
      int limit = skip > 0 ? Math.min(skip, query.limit()) : left;
      var scope = Optional.of(Set.of(room));
      var page =
          search.search(
              new MessageSearch.Request(words, scope, MessageSearch.Order.SEQ, next, limit),
              deadline);
      if (skip > 0) {
        skip -= page.hits().size();
      } else {
        page.hits().forEach(hit -> found.add(hit.message()));
      }
      next = page.next();
      // A short page: the search itself was out of time, or at the end.
      boolean isShort = page.hits().size() < limit;
      boolean isEnough = !found.isEmpty() && (found.size() == query.limit() || soon.isOver());
      if (isShort || isEnough) {
        break;
      }
    }
    var older = next.map(place -> OptionalLong.of(place.seq())).orElse(OptionalLong.empty());
    return new ReadHistory.Page(found, older, OptionalLong.empty());
  }

  private static long before(ReadHistory.Query query) {
    return query
        .position()
        .fold(
            newest -> Long.MAX_VALUE,
            ReadHistory.Position.Before::seq,
            after -> cantBeSearched(),
            around -> cantBeSearched());
  }

  private static long cantBeSearched() {
    throw new IllegalStateException("such a query has no text");
  }
}
