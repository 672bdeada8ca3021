package chat.application.health;

import chat.domain.message.MessageSearch;
import chat.domain.room.RoomId;
import chat.domain.room.Rooms;

/** Looks up a room as a user would: what works for it works for them. Thread-safe. */
public final class CheckHealthService implements CheckHealth {
  private final Rooms rooms;
  private final MessageSearch search;

  public CheckHealthService(Rooms rooms, MessageSearch search) {
    this.rooms = rooms;
    this.search = search;
  }

  @Override
  public Health check() {
    rooms.find(new RoomId(1));
    return new Health(search.progress());
  }
}
