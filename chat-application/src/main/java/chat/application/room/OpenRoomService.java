package chat.application.room;

import chat.domain.room.NewRoom;
import chat.domain.room.Rooms;
import chat.domain.room.Rooms.Opening;
import java.time.Clock;

/** Thread-safe. */
public final class OpenRoomService implements OpenRoom {
  private final Rooms rooms;
  private final Clock clock;

  public OpenRoomService(Rooms rooms, Clock clock) {
    this.rooms = rooms;
    this.clock = clock;
  }

  @Override
  public Outcome open(Command command) {
    var opening = rooms.open(new NewRoom(command.name(), command.creator().id(), clock.instant()));
    return opening instanceof Opening.Opened opened
        ? new Outcome.Opened(opened.room())
        : new Outcome.NameTaken();
  }
}
