package chat.application.room;

import chat.domain.room.Room;
import chat.domain.room.RoomName;
import chat.domain.user.Identity;

/** Opens a room. Blocks on the store. */
public interface OpenRoom {
  Outcome open(Command command);

  record Command(RoomName name, Identity creator) {
    /**
     * @throws chat.domain.InvalidValue for a name that nobody may choose
     */
    public Command {
      name = RoomName.chosen(name.value());
    }
  }

  sealed interface Outcome {
    record Opened(Room room) implements Outcome {}

    record NameTaken() implements Outcome {}
  }
}
