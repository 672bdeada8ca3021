package chat.adapter.web.room;

import chat.adapter.web.http.CommonRefusal;
import chat.adapter.web.http.Given;
import chat.adapter.web.http.Refusal;
import chat.domain.room.RoomId;

/** The room that a path names. */
public final class RoomPath {
  /** Its name in the paths of routes. */
  public static final String PARAMETER = "room_id";

  private RoomPath() {}

  /**
   * The room's id.
   *
   * @throws Refusal when no room can have it
   */
  public static RoomId room(Given<Long> given) {
    if (given.get() < 1) {
      throw noSuchRoom();
    }
    return new RoomId(given.get());
  }

  /** What answers for a room that isn't there. */
  public static Refusal noSuchRoom() {
    return new Refusal(CommonRefusal.NO_SUCH_ROOM);
  }
}
