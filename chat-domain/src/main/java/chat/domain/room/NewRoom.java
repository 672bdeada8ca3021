package chat.domain.room;

import chat.domain.user.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A room about to be opened: everything but the id, which the store gives; times in milliseconds.
 */
public record NewRoom(RoomName name, UserId createdBy, Instant createdAt) {
  public NewRoom {
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
  }
}
