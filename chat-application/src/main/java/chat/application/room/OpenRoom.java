package chat.application.room;

import chat.domain.room.Room;
import chat.domain.room.RoomName;
import chat.domain.user.Identity;
import java.util.Optional;

/** Opens a room. Blocks on the store. */
public interface OpenRoom {
  /** The room that is there now; empty when there was one of that name already. */
  Optional<Room> open(Command command);

  record Command(RoomName name, Identity creator) {
    /**
     * @throws chat.domain.InvalidValue for a name that nobody may choose
     */
    public Command {
      name = RoomName.chosen(name.value());
    }
  }
}
