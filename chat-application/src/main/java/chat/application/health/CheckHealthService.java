package chat.application.health;

import chat.domain.StoreCondition;
import chat.domain.StoreUnavailable;
import chat.domain.node.Notices;
import chat.domain.room.RoomId;
import chat.domain.room.Rooms;
import chat.domain.search.MessageSearch;

/**
 * Asks what the store knows of itself, then looks up a room as a user would: what works for it
 * works for them. Thread-safe.
 */
public final class CheckHealthService implements CheckHealth {
  private final Rooms rooms;
  private final StoreCondition condition;
  private final MessageSearch search;
  private final Notices notices;

  public CheckHealthService(
      Rooms rooms, StoreCondition condition, MessageSearch search, Notices notices) {
    this.rooms = rooms;
    this.condition = condition;
    this.search = search;
    this.notices = notices;
  }

  @Override
  public Health check() {
    condition
        .impediment()
        .ifPresent(
            reason -> {
              throw new StoreUnavailable(reason, "the store can't be written: " + reason);
            });
    rooms.find(new RoomId(1));
    return new Health(search.progress(), notices.reachesOthers());
  }
}
