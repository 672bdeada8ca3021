package chat.application.room;

import chat.domain.room.Room;
import chat.domain.room.RoomId;
import chat.domain.room.Rooms;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which rooms exist, so that a message doesn't cost a read. Rooms are never removed: a
 * yes stays true; a no is asked again each time. Thread-safe.
 */
public final class KnownRooms {
  /** Beyond this many the memory starts afresh. */
  private static final int MAX = 100_000;

  private static final int PAGE = 1_000;

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
    var named = new HashSet<RoomId>();
    keys.forEach(key -> named(key).ifPresent(named::add));
    return named;
  }

  private Optional<RoomId> named(String key) {
    List<Room> alike;
    for (int skip = 0; ; skip += PAGE) {
      alike = rooms.search(key, skip, PAGE);
      for (var room : alike) {
        if (room.name().key().equals(key)) {
          return Optional.of(room.id());
        }
      }
      if (alike.size() < PAGE) {
        return Optional.empty();
      }
    }
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
