package chat.application.room;

import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;

/** Rooms that may be read, for tests in which nobody asks whether. */
public final class SampleAccess {
  private SampleAccess() {}

  /** By that reader. */
  public static ReadableRoom by(Identity reader, RoomId room) {
    return new ReadableRoom(room, reader);
  }

  /** By somebody. */
  public static ReadableRoom to(RoomId room) {
    return by(new Identity(new UserId(1), new Username("somebody")), room);
  }
}
