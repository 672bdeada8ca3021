package chat.application.room;

import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.util.Optional;
import java.util.Set;

/**
 * Answers which rooms somebody may read: every one, for everybody who is logged in. A restriction
 * belongs here, and everything that reads keeps to it. Thread-safe.
 */
public final class RoomAccess {
  private final KnownRooms rooms;

  public RoomAccess(KnownRooms rooms) {
    this.rooms = rooms;
  }

  /**
   * One room, if the reader may read it. Empty as well when there is no such room: the reader can't
   * tell these apart. Blocks on the store the first time that a room is asked for.
   *
   * @throws chat.domain.StoreUnavailable when that can't be told
   */
  public Optional<ReadableRoom> readable(Identity reader, RoomId room) {
    return rooms.contains(room) ? Optional.of(new ReadableRoom(room, reader)) : Optional.empty();
  }

  /** All that the reader may read; empty when that is every room. */
  public Optional<Set<RoomId>> readable(Identity reader) {
    return Optional.empty();
  }

  /**
   * Those of some names that the reader may read. Blocks on the store.
   *
   * @param keys as {@link chat.domain.room.RoomName#key()} has them; none of them for all rooms
   */
  public Optional<Set<RoomId>> readable(Identity reader, Set<String> keys) {
    var readable = readable(reader);
    if (keys.isEmpty()) {
      return readable;
    }
    var named = rooms.named(keys);
    readable.ifPresent(named::retainAll);
    return Optional.of(named);
  }
}
