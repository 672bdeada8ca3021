package chat.testkit.room;

import chat.domain.room.NewRoom;
import chat.domain.room.Room;
import chat.domain.room.RoomName;
import chat.domain.room.Rooms;
import chat.domain.room.Rooms.Opening;
import chat.domain.user.UserId;
import chat.testkit.Tag;
import java.time.Instant;

/** Rooms that nobody else has. */
public final class SampleRooms {
  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00.456Z");

  private SampleRooms() {}

  public static RoomName name() {
    return new RoomName("lobby " + Tag.next());
  }

  /** One to be opened under that name. */
  public static NewRoom named(String name, UserId creator) {
    return new NewRoom(new RoomName(name), creator, NOON);
  }

  /** Opens one whose name nobody has. */
  public static Room opened(Rooms rooms, UserId creator) {
    return opened(rooms, new NewRoom(name(), creator, NOON));
  }

  /** Opens that one, whose name must not be taken. */
  public static Room opened(Rooms rooms, NewRoom room) {
    if (rooms.open(room) instanceof Opening.Opened opened) {
      return opened.room();
    }
    throw new AssertionError("the name is taken: " + room);
  }
}
