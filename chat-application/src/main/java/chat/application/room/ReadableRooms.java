package chat.application.room;

import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.util.Optional;
import java.util.Set;

/**
 * Which rooms somebody may read: every one, for everybody who is logged in. Whoever restricts that
 * does so here, and every search keeps to it. Thread-safe.
 */
public final class ReadableRooms {
  private final KnownRooms rooms;

  public ReadableRooms(KnownRooms rooms) {
    this.rooms = rooms;
  }

  /** All that the reader may read; empty when that is every room. */
  public Optional<Set<RoomId>> of(Identity reader) {
    return Optional.empty();
  }

  /**
   * Those of some names that the reader may read. Blocks on the store.
   *
   * @param keys as {@link chat.domain.room.RoomName#key()} has them; none of them for all rooms
   */
  public Optional<Set<RoomId>> of(Identity reader, Set<String> keys) {
    var readable = of(reader);
    if (keys.isEmpty()) {
      return readable;
    }
    var named = rooms.named(keys);
    readable.ifPresent(named::retainAll);
    return Optional.of(named);
  }
}
