package chat.application.room;

import chat.domain.room.Room;
import chat.domain.room.RoomId;
import chat.domain.room.Rooms;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Remembers which rooms exist, so that a message doesn't cost a read. Rooms are never removed: a
 * yes stays true in one epoch; a no is asked again each time. Thread-safe.
 */
public final class KnownRooms {
  /** Beyond this many the memory starts afresh. */
  private static final int MAX = 100_000;

  private final Rooms rooms;
  private final Set<RoomId> known = ConcurrentHashMap.newKeySet();

  public KnownRooms(Rooms rooms) {
    this.rooms = rooms;
  }

  /**
   * The rooms of those names, where names are the same when their keys are. Blocks on the store.
   *
   * @param keys as {@link chat.domain.room.RoomName#key()} has them
   */
  public Set<RoomId> named(Set<String> keys) {
    return rooms.named(keys).values().stream().map(Room::id).collect(Collectors.toSet());
  }

  /** Asks again for every room: after the database was put back to an earlier day. */
  public void forget() {
    known.clear();
  }

  /**
   * Blocks on the store the first time a room is asked for.
   *
   * @throws chat.domain.StoreUnavailable when that can't be told
   */
  public boolean contains(RoomId room) {
    if (known.contains(room)) {
      return true;
    }
    if (rooms.find(room).isEmpty()) {
      return false;
    }
    if (known.size() >= MAX) {
      known.clear();
    }
    known.add(room);
    return true;
  }
}
