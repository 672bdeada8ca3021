package chat.domain.message;

import chat.domain.InvalidValue;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.util.function.Function;

/** Something that the people in a room are told of. */
public sealed interface RoomEvent {
  RoomId room();

  /** Calls the handler's method for an event of this kind. */
  void handTo(Handler handler);

  /** Does what is to be done about events, about each kind by a method of its own. */
  interface Handler {
    void posted(Posted event);

    void edited(Edited event);

    void deleted(Deleted event);

    void joined(Joined event);

    void left(Left event);

    void typing(Typing event);
  }

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

    /** What the one function makes of it that is for its kind. */
    <T> T fold(
        Function<Posted, T> posted, Function<Edited, T> edited, Function<Deleted, T> deleted);
  }

  /** A message was committed to the log; its number is the message's. */
  record Posted(Message message) implements Logged {
    @Override
    public long seq() {
      return message.seq();
    }

    @Override
    public void handTo(Handler handler) {
      handler.posted(this);
    }

    @Override
    public <T> T fold(
        Function<Posted, T> posted, Function<Edited, T> edited, Function<Deleted, T> deleted) {
      return posted.apply(this);
    }
  }

  /** The author of a message changed what it says. */
  record Edited(long seq, Message message) implements Logged {
    public Edited {
      requireAfter(message, seq);
    }

    @Override
    public void handTo(Handler handler) {
      handler.edited(this);
    }

    @Override
    public <T> T fold(
        Function<Posted, T> posted, Function<Edited, T> edited, Function<Deleted, T> deleted) {
      return edited.apply(this);
    }
  }

  /** The author of a message took back what it said. */
  record Deleted(long seq, Message message) implements Logged {
    public Deleted {
      requireAfter(message, seq);
    }

    @Override
    public void handTo(Handler handler) {
      handler.deleted(this);
    }

    @Override
    public <T> T fold(
        Function<Posted, T> posted, Function<Edited, T> edited, Function<Deleted, T> deleted) {
      return deleted.apply(this);
    }
  }

  /** Somebody who wasn't there came in; once however many connections and nodes they are on. */
  record Joined(RoomId room, Identity who) implements RoomEvent {
    @Override
    public void handTo(Handler handler) {
      handler.joined(this);
    }
  }

  /** Somebody closed their last connection to the room, on any node. */
  record Left(RoomId room, Identity who) implements RoomEvent {
    @Override
    public void handTo(Handler handler) {
      handler.left(this);
    }
  }

  /** Somebody in the room is writing something, or was a few seconds ago. */
  record Typing(RoomId room, Identity who) implements RoomEvent {
    @Override
    public void handTo(Handler handler) {
      handler.typing(this);
    }
  }

  private static void requireAfter(Message message, long seq) {
    if (seq <= message.seq()) {
      throw new InvalidValue("seq", "must be above the message's own");
    }
  }
}
