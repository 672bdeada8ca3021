package chat.domain.message;

/**
 * How far a follower of the whole log has come.
 *
 * @param done how many events the consumer has
 * @param of how many events the log has, as far as the follower has seen; at least {@code done}
 */
public record LogProgress(State state, long done, long of) {
  /** Of something that reads the log itself, so that nothing is followed. */
  public static final LogProgress NOTHING_TO_FOLLOW = new LogProgress(State.READY, 0, 0);

  /** What the follower does now. */
  public enum State {
    /** It has caught up and follows what happens. */
    READY,
    /** It reads what happened while it was away. */
    CATCHING_UP,
    /** It reads the whole log, because the consumer had nothing or nothing of use. */
    REBUILDING,
    /** It can't go on and retries; the server's log says why. */
    STUCK
  }
}
