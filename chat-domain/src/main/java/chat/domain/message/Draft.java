package chat.domain.message;

import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A message that has everything but its place in the room; its time is in milliseconds. */
public record Draft(RoomId room, Identity author, Content content, ClientId clientId, Instant at) {
  public Draft {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }
}
