package chat.application.message;

import chat.application.room.KnownRooms;
import chat.domain.message.Message;
import chat.domain.message.MessageLog;
import chat.domain.message.MessageSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Reads pages from the log, or from the search where a text is asked for. Thread-safe. */
public final class ReadHistoryService implements ReadHistory {
  /** The most pages that are searched for one answer; further ones are behind its {@code next}. */
  private static final int SEARCHED_PAGES = 100;

  private final KnownRooms rooms;
  private final MessageLog log;
  private final MessageSearch search;

  public ReadHistoryService(KnownRooms rooms, MessageLog log, MessageSearch search) {
    this.rooms = rooms;
    this.log = log;
    this.search = search;
  }

  @Override
  public Outcome read(Query query) {
    if (!rooms.contains(query.room())) {
      return new Outcome.NoSuchRoom();
    }
    return query.text().isEmpty() ? page(query) : found(query);
  }

  private Outcome page(Query query) {
    long before = query.before();
    if (query.skip() > 0) {
      // seq has no gaps, so skipping is arithmetic: as cheap at any depth.
      before = Math.min(before, log.head(query.room()) + 1) - query.skip();
    }
    if (before <= 1) {
      return new Outcome.Page(List.of(), OptionalLong.empty());
    }
    var messages = log.before(query.room(), before, query.limit());
    return new Outcome.Page(messages, older(messages));
  }

  private static OptionalLong older(List<Message> messages) {
    if (messages.isEmpty()) {
      return OptionalLong.empty();
    }
    long oldest = messages.get(messages.size() - 1).seq();
    return oldest > 1 ? OptionalLong.of(oldest) : OptionalLong.empty();
  }

  private Outcome found(Query query) {
    var found = new ArrayList<Message>();
    var next = OptionalLong.of(query.before());
    int skip = query.skip();
    for (int pages = 0; pages < SEARCHED_PAGES; pages++) {
      int wanted = query.limit() - found.size();
      int limit = skip > 0 ? Math.min(skip, query.limit()) : wanted;
      var page =
          search.search(
              new MessageSearch.Query(query.room(), query.text(), next.getAsLong(), limit));
      if (skip > 0) {
        skip -= page.messages().size();
      } else {
        found.addAll(page.messages());
      }
      next = page.next();
      boolean boundReached = page.messages().size() < limit;
      if (next.isEmpty() || boundReached || found.size() == query.limit()) {
        break;
      }
    }
    return new Outcome.Page(found, next);
  }
}
