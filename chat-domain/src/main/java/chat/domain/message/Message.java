package chat.domain.message;

import chat.domain.InvalidValue;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.time.Instant;

/** A message in the log: {@code seq} is its place in the room, counted from 1. */
public record Message(
    MessageId id,
    RoomId room,
    long seq,
    Identity author,
    Content content,
    ClientId clientId,
    Instant at) {
  public Message {
    if (seq < 1) {
      throw new InvalidValue("seq", "must be positive");
    }
  }
}
