package chat.domain.message;

import chat.domain.InvalidValue;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;

/** Something that the people in a room are told of. */
public sealed interface RoomEvent {
  RoomId room();

  /**
   * Something that is in the log, under a number of its own.
   *
   * <p>It shows its message as it was when the event was read, not as it was when the event
   * happened. So a replay tells of an edited message with what it says now, at its own number and
   * again at those of its edits, and of a deleted one without content at all of them: whoever
   * follows the numbers ends with what the room says, and nothing that was edited away or deleted
   * is told again.
   */
  sealed interface Logged extends RoomEvent {
    /** Its place in the room, counted from 1 without a gap among all that is logged. */
    long seq();

    /** The message that it is about. */
    Message message();

    @Override
    default RoomId room() {
      return message().room();
    }
  }

  /** A message was committed to the log; its number is the message's. */
  record Posted(Message message) implements Logged {
    @Override
    public long seq() {
      return message.seq();
    }
  }

  /** The author of a message changed what it says. */
  record Edited(long seq, Message message) implements Logged {
    public Edited {
      requireAfter(message, seq);
    }
  }

  /** The author of a message took back what it said. */
  record Deleted(long seq, Message message) implements Logged {
    public Deleted {
      requireAfter(message, seq);
    }
  }

  /** Somebody who wasn't there came in; once however many connections and nodes they are on. */
  record Joined(RoomId room, Identity who) implements RoomEvent {}

  /** Somebody closed their last connection to the room, on any node. */
  record Left(RoomId room, Identity who) implements RoomEvent {}

  /** Somebody in the room is writing something, or was a few seconds ago. */
  record Typing(RoomId room, Identity who) implements RoomEvent {}

  private static void requireAfter(Message message, long seq) {
    if (seq <= message.seq()) {
      throw new InvalidValue("seq", "must be above the message's own");
    }
  }
}
