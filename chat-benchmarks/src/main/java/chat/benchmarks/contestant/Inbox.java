package chat.benchmarks.contestant;

/** Takes what one connection hears. */
public interface Inbox {
  /** The connection is in its room: it hears every message from now on. */
  void joined();

  /**
   * A message of the room.
   *
   * @param seq its place in the room: 1 more than that of the message before
   * @param bytes holds the content, from {@code from} up to before {@code to}
   */
  void message(long seq, byte[] bytes, int from, int to);

  /** Something was refused, or can't be understood: the run fails. */
  void refused(String why);
}
