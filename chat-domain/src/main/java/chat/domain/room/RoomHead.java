package chat.domain.room;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a room has come.
 *
 * @param seq the number of the last event in it, 0 when there was none
 * @param lastMessageAt when the last message was said in it, deleted since or not
 */
public record RoomHead(RoomId room, long seq, Optional<Instant> lastMessageAt) {
  /** Of a room in which nothing has happened yet. */
  public static RoomHead start(RoomId room) {
    return new RoomHead(room, 0, Optional.empty());
  }
}
