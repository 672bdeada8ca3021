package chat.application.room;

import chat.domain.room.Room;
import chat.domain.room.RoomDetails;
import chat.domain.room.RoomHead;
import chat.domain.room.RoomId;
import chat.domain.room.Rooms;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Thread-safe. */
public final class FindRoomsService implements FindRooms {
  private final Rooms rooms;
  private final KnownRooms known;

  public FindRoomsService(Rooms rooms, KnownRooms known) {
    this.rooms = rooms;
    this.known = known;
  }

  @Override
  public List<Room> search(String text, int skip, int limit) {
    return rooms.search(text, skip, limit);
  }

  @Override
  public Map<RoomId, RoomHead> heads(Collection<RoomId> ids) {
    return rooms.heads(ids);
  }

  @Override
  public Optional<RoomDetails> details(RoomId room) {
    return rooms.details(room);
  }

  @Override
  public boolean exists(RoomId room) {
    return known.contains(room);
  }
}
