package chat.application.search;

import chat.application.SearchPool;
import chat.application.room.RoomAccess;
import chat.domain.Deadline;
import chat.domain.room.RoomName;
import chat.domain.room.Rooms;
import chat.domain.search.MessageSearch;
import chat.domain.search.MessageSearch.Hit;
import chat.domain.search.MessageSearch.Order;
import chat.domain.search.Snippet;
import java.util.ArrayList;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Searches where the reader may read, and nowhere else. Thread-safe. */
public final class SearchMessagesService implements SearchMessages {
  private final RoomAccess access;
  private final Rooms rooms;
  private final MessageSearch search;
  private final SearchPool pool;

  public SearchMessagesService(
      RoomAccess access, Rooms rooms, MessageSearch search, SearchPool pool) {
    this.access = access;
    this.rooms = rooms;
    this.search = search;
    this.pool = pool;
  }

  @Override
  public CompletionStage<Page> search(Request request) {
    return pool.submit(request.reader().id(), deadline -> found(request, deadline));
  }

  private Page found(Request request, Deadline deadline) {
    var where = access.readable(request.reader(), request.query().rooms());
    var page =
        search.search(
            new MessageSearch.Request(
                request.query(),
                where,
                request.latestFirst() ? Order.RECENT : Order.MATCH,
                request.after(),
                request.limit()),
            deadline);
    // Read though the deadline may be over: what was found is worth one more statement.
    var ids = page.hits().stream().map(hit -> hit.message().room()).collect(Collectors.toSet());
    var names = rooms.find(ids);
    var found = new ArrayList<Found>();
    for (var hit : page.hits()) {
      var room = names.get(hit.message().room());
      if (room != null) {
        found.add(found(hit, room.name()));
      }
    }
    return new Page(found, page.next(), page.complete());
  }

  private static Found found(Hit hit, RoomName room) {
    var snippet = Snippet.of(hit.message().text(), hit.match().highlights());
    return new Found(hit.message(), room, snippet);
  }
}
