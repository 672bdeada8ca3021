package chat.testkit.room;

import chat.domain.room.NewRoom;
import chat.domain.room.Room;
import chat.domain.room.RoomDetails;
import chat.domain.room.RoomHead;
import chat.domain.room.RoomId;
import chat.domain.room.Rooms;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands everything on to other rooms: for tests that want one thing of them otherwise. */
public class ForwardingRooms implements Rooms {
  private final Rooms rooms;

  protected ForwardingRooms(Rooms rooms) {
    this.rooms = rooms;
  }

  @Override
  public Opening open(NewRoom room) {
    return rooms.open(room);
  }

  @Override
  public Optional<Room> find(RoomId id) {
    return rooms.find(id);
  }

  @Override
  public Map<RoomId, Room> find(Collection<RoomId> ids) {
    return rooms.find(ids);
  }

  @Override
  public Optional<RoomDetails> details(RoomId id) {
    return rooms.details(id);
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
  public Map<String, Room> named(Collection<String> keys) {
    return rooms.named(keys);
  }
}
