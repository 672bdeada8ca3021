package chat.application.message;

import chat.application.SearchPool;
import chat.application.room.ReadableRooms;
import chat.domain.message.MessageSearch;
import chat.domain.message.MessageSearch.Hit;
import chat.domain.message.MessageSearch.Order;
import chat.domain.message.Snippet;
import chat.domain.room.Room;
import chat.domain.room.RoomId;
import chat.domain.room.RoomName;
import chat.domain.room.Rooms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Searches where the reader may read, and nowhere else. Thread-safe. */
public final class SearchMessagesService implements SearchMessages {
  private final ReadableRooms readable;
  private final Rooms rooms;
  private final MessageSearch search;
  private final SearchPool pool;

  public SearchMessagesService(
      ReadableRooms readable, Rooms rooms, MessageSearch search, SearchPool pool) {
    this.readable = readable;
    this.rooms = rooms;
    this.search = search;
    this.pool = pool;
  }

  @Override
  public CompletionStage<Page> search(Query query) {
    return pool.submit(query.reader().id(), () -> found(query));
  }

  private Page found(Query query) {
    var page =
        search.search(
            new MessageSearch.Query(
                query.wanted(),
                readable.of(query.reader(), query.wanted().rooms()),
                query.latestFirst() ? Order.RECENT : Order.MATCH,
                query.after(),
                query.limit()));
    var names = new HashMap<RoomId, Optional<RoomName>>();
    var found = new ArrayList<Found>();
    for (var hit : page.hits()) {
      names
          .computeIfAbsent(hit.message().room(), this::name)
          .ifPresent(name -> found.add(found(hit, name)));
    }
    return new Page(found, page.next(), page.complete());
  }

  private Optional<RoomName> name(RoomId room) {
    return rooms.find(room).map(Room::name);
  }

  private static Found found(Hit hit, RoomName room) {
    var snippet = Snippet.of(hit.message().text(), hit.match().highlights());
    return new Found(hit.message(), room, snippet);
  }
}
