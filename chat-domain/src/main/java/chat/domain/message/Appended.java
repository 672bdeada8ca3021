package chat.domain.message;

/** What became of a draft. */
public sealed interface Appended {
  /** It is in the log now, as this message. */
  record Stored(Message message) implements Appended {}

  /**
   * The author had sent that client id to the room before, or earlier in the same batch: this is
   * the message it became, and nothing was stored.
   */
  record Repeated(Message message) implements Appended {}

  /** There is no such room; nothing was stored. */
  record NoSuchRoom() implements Appended {}
}
