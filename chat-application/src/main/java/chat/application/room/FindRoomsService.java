package chat.application.room;

import chat.application.SearchPool;
import chat.domain.Deadline;
import chat.domain.InvalidValue;
import chat.domain.matching.WordQuery;
import chat.domain.room.Room;
import chat.domain.room.RoomHead;
import chat.domain.room.RoomId;
import chat.domain.room.Rooms;
import chat.domain.user.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Thread-safe. */
public final class FindRoomsService implements FindRooms {
  /** How many names are compared where none contains the text: some hundredths of a second. */
  private static final int MOST_COMPARED = 10_000;

  /** How many names are read at once. */
  private static final int PAGE = 1_000;

  private final Rooms rooms;
  private final SearchPool pool;

  public FindRoomsService(Rooms rooms, SearchPool pool) {
    this.rooms = rooms;
    this.pool = pool;
  }

  @Override
  public CompletionStage<List<Found>> search(Identity reader, String text, int skip, int limit) {
    return text.isEmpty()
        ? CompletableFuture.completedStage(withHeads(rooms.search(text, skip, limit)))
        : pool.submit(reader.id(), deadline -> withHeads(found(text, skip, limit, deadline)));
  }

  private List<Room> found(String text, int skip, int limit, Deadline deadline) {
    var found = rooms.search(text, skip, limit);
    boolean beyondTheEnd = found.isEmpty() && skip > 0 && !rooms.search(text, 0, 1).isEmpty();
    return found.isEmpty() && !beyondTheEnd ? alike(text, skip, limit, deadline) : found;
  }

  private List<Room> alike(String text, int skip, int limit, Deadline deadline) {
    WordQuery words;
    try {
      words = WordQuery.parse(text);
    } catch (InvalidValue tooMany) {
      // No name has so many words.
      return List.of();
    }
    if (words.isEmpty()) {
      return List.of();
    }
    var alike = new ArrayList<Room>();
    int left = skip;
    for (int at = 0; at < MOST_COMPARED; at += PAGE) {
      deadline.check();
      var page = rooms.search("", at, PAGE);
      for (var room : page) {
        // A part of the names would be taken for all of them: the answer can't say that it is cut.
        deadline.check();
        if (words.match(room.name().value()).isPresent() && --left < 0) {
          alike.add(room);
          if (alike.size() == limit) {
            return alike;
          }
        }
      }
      if (page.size() < PAGE) {
        break;
      }
    }
    return alike;
  }

  private List<Found> withHeads(List<Room> found) {
    var heads = rooms.heads(found.stream().map(Room::id).toList());
    return found.stream().map(room -> new Found(room, head(heads, room.id()))).toList();
  }

  @Override
  public Optional<Details> details(ReadableRoom room) {
    var id = room.id();
    return rooms
        .details(id)
        .map(details -> new Details(details, head(rooms.heads(List.of(id)), id)));
  }

  private static RoomHead head(Map<RoomId, RoomHead> heads, RoomId room) {
    return heads.getOrDefault(room, RoomHead.start(room));
  }
}
