package chat.application.search;

import chat.domain.InvalidValue;
import chat.domain.message.Message;
import chat.domain.room.RoomName;
import chat.domain.search.MessageSearch.Place;
import chat.domain.search.SearchQuery;
import chat.domain.search.Snippet;
import chat.domain.user.Identity;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Finds messages in all the rooms that somebody may read. */
public interface SearchMessages {
  /** The most hits of one page. */
  int MAX_LIMIT = 50;

  /**
   * Searches in bounded time when the reader's turn comes ({@link chat.application.SearchPool}), on
   * a thread for searches. The stage fails with {@link chat.application.Overloaded} when too many
   * search, with {@link chat.domain.DeadlineExceeded} when nothing is known for sure by the end of
   * its time, and with {@link chat.domain.StoreUnavailable} when there is no store.
   */
  CompletionStage<Page> search(Request request);

  /**
   * @param latestFirst the later before the better match
   * @param after as {@link Page#next()} gave it for the same search; empty to begin
   * @param limit how many to return at most, 1 to {@value #MAX_LIMIT}
   */
  record Request(
      Identity reader, SearchQuery query, boolean latestFirst, Optional<Place> after, int limit) {
    public Request {
      if (limit < 1 || limit > MAX_LIMIT) {
        throw new InvalidValue("limit", "must be from 1 to " + MAX_LIMIT);
      }
    }
  }

  /**
   * Some of what was found. It may be short, or empty, and still have a next page.
   *
   * @param complete as {@link chat.domain.search.MessageSearch.Page#complete()}
   */
  record Page(List<Found> found, Optional<Place> next, boolean complete) {
    public Page {
      found = List.copyOf(found);
    }
  }

  /** A message, the name of its room, and what to show of it. */
  record Found(Message message, RoomName room, Snippet snippet) {}
}
