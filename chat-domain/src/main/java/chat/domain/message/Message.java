package chat.domain.message;

import chat.domain.InvalidValue;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.time.Instant;
import java.util.Optional;

/**
 * A message as it is in the log at some moment. Its {@code seq} is its place in the room, counted
 * from 1, and stays the same whatever becomes of what it says.
 */
public record Message(
    MessageId id,
    RoomId room,
    long seq,
    Identity author,
    Body body,
    ClientId clientId,
    Instant at) {
  public Message {
    if (seq < 1) {
      throw new InvalidValue("seq", "must be positive");
    }
  }

  /** A message that says what it said from the beginning. */
  public Message(
      MessageId id,
      RoomId room,
      long seq,
      Identity author,
      Content content,
      ClientId clientId,
      Instant at) {
    this(id, room, seq, author, new Body.Original(content), clientId, at);
  }

  /** What it says now; empty when it is deleted. */
  public String text() {
    return body.fold(
        original -> original.content().text(), edited -> edited.content().text(), deleted -> "");
  }

  /** When it was last edited; empty when it never was, or is deleted. */
  public Optional<Instant> editedAt() {
    return body.fold(
        original -> Optional.empty(),
        edited -> Optional.of(edited.at()),
        deleted -> Optional.empty());
  }

  /** When it was deleted; empty when it never was. */
  public Optional<Instant> deletedAt() {
    return body.fold(
        original -> Optional.empty(),
        edited -> Optional.empty(),
        deleted -> Optional.of(deleted.at()));
  }

  /** Whether nothing but its place is left. */
  public boolean isDeleted() {
    return deletedAt().isPresent();
  }

  /** The same message, saying something else. */
  public Message edited(Content content, Instant when) {
    return with(new Body.Edited(content, when));
  }

  /** The same message, saying nothing. */
  public Message deleted(Instant when) {
    return with(new Body.Deleted(when));
  }

  private Message with(Body other) {
    return new Message(id, room, seq, author, other, clientId, at);
  }
}
