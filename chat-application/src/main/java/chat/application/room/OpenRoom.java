package chat.application.room;

import chat.domain.room.Room;
import chat.domain.room.RoomName;
import chat.domain.user.Identity;

/** Opens a room. Blocks on the store. */
public interface OpenRoom {
  Outcome open(Command command);

  record Command(RoomName name, Identity creator) {}

  sealed interface Outcome {
    record Opened(Room room) implements Outcome {}

    record NameTaken() implements Outcome {}
  }
}
