package chat.domain.message;

import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;

/** What somebody does in a room, with everything but its place there; times in milliseconds. */
public sealed interface Draft {
  /** Of a draft without its content: its objects, and a place in a queue with who waits for it. */
  int BASE_BYTES = 512;

  /** What the one function makes of it that is for its case. */
  <T> T fold(Function<Post, T> post, Function<Change, T> change);

  RoomId room();

  /** Who does it. */
  Identity author();

  Instant at();

  /** About how many bytes of memory it takes with what is kept beside it; positive. */
  int estimatedBytes();

  /** Says something new. */
  record Post(RoomId room, Identity author, Content content, ClientId clientId, Instant at)
      implements Draft {
    public Post {
      at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public <T> T fold(Function<Post, T> post, Function<Change, T> change) {
      return post.apply(this);
    }

    @Override
    public int estimatedBytes() {
      return content.estimatedBytes() + BASE_BYTES;
    }
  }

  /** Changes a message that is in the log. What may be changed, and by whom, is decided here. */
  sealed interface Change extends Draft {
    @Override
    default <T> T fold(Function<Post, T> post, Function<Change, T> change) {
      return change.apply(this);
    }

    /** The message that is to change. */
    MessageId message();

    /**
     * What becomes of this change: {@link Appended.Stored} when the store has to keep it.
     *
     * @param current the message of that id as it is now
     * @param seq the number that the change gets if it is stored
     */
    default Appended on(Message current, long seq) {
      if (!current.room().equals(room())) {
        return new Appended.Refused(Appended.Reason.NO_SUCH_MESSAGE);
      }
      return current.author().id().equals(author().id())
          ? onOwn(current, seq)
          : new Appended.Refused(Appended.Reason.NOT_THE_AUTHOR);
    }

    /** The same for a message of that room and author. */
    Appended onOwn(Message current, long seq);
  }

  /** Replaces what one's own message says. */
  record Edit(RoomId room, Identity author, MessageId message, Content content, Instant at)
      implements Change {
    public Edit {
      at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public int estimatedBytes() {
      return content.estimatedBytes() + BASE_BYTES;
    }

    @Override
    public Appended onOwn(Message current, long seq) {
      if (current.isDeleted()) {
        return new Appended.Refused(Appended.Reason.DELETED);
      }
      return current.text().equals(content.text())
          ? new Appended.Repeated(current)
          : new Appended.Stored(new RoomEvent.Edited(seq, current.edited(content, at)));
    }
  }

  /** Takes back what one's own message says, for ever. */
  record Delete(RoomId room, Identity author, MessageId message, Instant at) implements Change {
    public Delete {
      at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public int estimatedBytes() {
      return BASE_BYTES;
    }

    @Override
    public Appended onOwn(Message current, long seq) {
      return current.isDeleted()
          ? new Appended.Repeated(current)
          : new Appended.Stored(new RoomEvent.Deleted(seq, current.deleted(at)));
    }
  }
}
