package chat.domain.message;

import chat.domain.room.RoomId;
import chat.domain.user.Identity;

/** Something that the people in a room are told of. */
public sealed interface RoomEvent {
  RoomId room();

  /** A message was committed to the log. */
  record Posted(Message message) implements RoomEvent {
    @Override
    public RoomId room() {
      return message.room();
    }
  }

  /** Somebody who wasn't there came in; told once however many connections they have. */
  record Joined(RoomId room, Identity who) implements RoomEvent {}

  /** Somebody closed their last connection to the room. */
  record Left(RoomId room, Identity who) implements RoomEvent {}
}
