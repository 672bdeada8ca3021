package chat.application.health;

import chat.domain.room.RoomId;
import chat.domain.room.Rooms;

/** Looks up a room as a user would: what works for it works for them. Thread-safe. */
public final class CheckHealthService implements CheckHealth {
  private final Rooms rooms;

  public CheckHealthService(Rooms rooms) {
    this.rooms = rooms;
  }

  @Override
  public void check() {
    rooms.find(new RoomId(1));
  }
}
