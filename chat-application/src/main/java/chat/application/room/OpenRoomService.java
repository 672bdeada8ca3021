package chat.application.room;

import chat.domain.room.NewRoom;
import chat.domain.room.Room;
import chat.domain.room.Rooms;
import java.time.Clock;
import java.util.Optional;

/** Thread-safe. */
public final class OpenRoomService implements OpenRoom {
  private final Rooms rooms;
  private final Clock clock;

  public OpenRoomService(Rooms rooms, Clock clock) {
    this.rooms = rooms;
    this.clock = clock;
  }

  @Override
  public Optional<Room> open(Command command) {
    return rooms
        .open(new NewRoom(command.name(), command.creator().id(), clock.instant()))
        .fold(opened -> Optional.of(opened.room()), nameTaken -> Optional.empty());
  }
}
