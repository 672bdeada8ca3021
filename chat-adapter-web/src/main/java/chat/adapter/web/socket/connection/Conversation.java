package chat.adapter.web.socket.connection;

/** What is said over one connection, in one dialect. Frames come in one at a time. */
public interface Conversation {
  /** The socket is open. May wait for the store. */
  void opened();

  /** A whole text came in; returns whether the next may come. If not, it is asked for later. */
  boolean heard(String text);

  /** Tells that a frame came to nothing because of a fault. */
  void refuse(Refusal refusal);

  /** Whether the client isn't read until something of its own is done. */
  boolean withheld();

  /**
   * What the close of a client that reads too slowly says, as JSON.
   *
   * @param writtenSeq of the last message that was written, 0 for none
   */
  String slowReader(long writtenSeq);

  /** How many bytes of the shared budget are kept for what the client asked for. */
  int held();

  /** Forgets what the client asked for and hasn't begun. Never blocks. */
  void abandon();

  /** Gives up every place in a room. Idempotent; not for an event loop's thread. */
  void depart();
}
