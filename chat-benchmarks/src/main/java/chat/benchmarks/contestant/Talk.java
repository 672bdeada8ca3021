package chat.benchmarks.contestant;

/**
 * One connection's side of a talk. Used by one thread. Everything here is on the hot path: it
 * allocates nothing where it can.
 */
public interface Talk {
  /** The connection is open: say what has to be said first. */
  default void opened(Outbox out) {}

  /**
   * Puts what a text frame says into the inbox, and answers it where it must be answered.
   *
   * @param bytes holds the frame's payload, from {@code from} up to before {@code to}
   */
  void hear(byte[] bytes, int from, int to, Inbox in, Outbox out);

  /**
   * Says a message.
   *
   * @param number counts the messages of a run
   * @param content ASCII letters, digits and blanks, which JSON takes as they are; to come back as
   *     it is
   */
  void say(int number, byte[] content, Outbox out);
}
