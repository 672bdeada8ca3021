package chat.application.room;

import chat.domain.room.RoomId;
import chat.domain.user.Identity;

/**
 * A room together with somebody who may read it, as {@link RoomAccess} found when it was asked.
 * Nobody else makes one, so that what reads a room can't forget to ask. Immutable.
 */
public final class ReadableRoom {
  private final RoomId id;
  private final Identity reader;

  ReadableRoom(RoomId id, Identity reader) {
    this.id = id;
    this.reader = reader;
  }

  public RoomId id() {
    return id;
  }

  /** Who may read it. */
  public Identity reader() {
    return reader;
  }

  @Override
  public String toString() {
    return "room " + id.value() + " for " + reader.username().value();
  }
}
