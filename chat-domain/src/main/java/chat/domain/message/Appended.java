package chat.domain.message;

/** What became of a draft. */
public sealed interface Appended {
  /** It is in the log now, as this event, which shows the message as the draft left it. */
  record Stored(RoomEvent.Logged event) implements Appended {}

  /**
   * It had been done before, in an earlier batch or in this one, and nothing was stored: the author
   * had said just that under that client id, the message says that already, or it is deleted. This
   * is the message as it is now.
   */
  record Repeated(Message message) implements Appended {}

  /**
   * The author had used that client id in the room for something else; nothing was stored. What
   * counts is what was first said under it, whatever was edited since.
   */
  record ClientIdTaken() implements Appended {}

  /** There is no such room; nothing was stored. */
  record NoSuchRoom() implements Appended {}

  /** The room has no such message; nothing was stored. */
  record NoSuchMessage() implements Appended {}

  /** The message is somebody else's; nothing was stored. */
  record NotTheAuthor() implements Appended {}

  /** The message is deleted, so that it can't be edited; nothing was stored. */
  record Gone() implements Appended {}
}
