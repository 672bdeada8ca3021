package chat.domain.message;

import java.util.function.Function;

/** What became of a draft. */
public sealed interface Appended {
  /** What the one function makes of it that is for its case. */
  <T> T fold(Function<Stored, T> stored, Function<Repeated, T> repeated, Function<Refused, T> no);

  /** It is in the log now, as this event, which shows the message as the draft left it. */
  record Stored(RoomEvent.Logged event) implements Appended {
    @Override
    public <T> T fold(
        Function<Stored, T> stored, Function<Repeated, T> repeated, Function<Refused, T> no) {
      return stored.apply(this);
    }
  }

  /**
   * It had been done before, in an earlier batch or in this one, and nothing was stored: the author
   * had said just that under that client id, the message says that already, or it is deleted. This
   * is the message as it is now.
   */
  record Repeated(Message message) implements Appended {
    @Override
    public <T> T fold(
        Function<Stored, T> stored, Function<Repeated, T> repeated, Function<Refused, T> no) {
      return repeated.apply(this);
    }
  }

  /** Nothing was stored. */
  record Refused(Reason reason) implements Appended {
    @Override
    public <T> T fold(
        Function<Stored, T> stored, Function<Repeated, T> repeated, Function<Refused, T> no) {
      return no.apply(this);
    }
  }

  /** Why nothing is stored. */
  enum Reason {
    NO_SUCH_ROOM,

    /** The room has no such message. */
    NO_SUCH_MESSAGE,

    /**
     * The author had used that client id in the room for something else. What counts is what was
     * first said under it, whatever was edited since.
     */
    CLIENT_ID_TAKEN,

    /** The message is somebody else's. */
    NOT_THE_AUTHOR,

    /** The message is deleted, so that it can't be edited. */
    DELETED
  }
}
