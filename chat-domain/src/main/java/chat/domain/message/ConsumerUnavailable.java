package chat.domain.message;

/**
 * A {@link LogConsumer} can't go on now. What it had flushed is intact, so that it continues there
 * once the obstacle is gone.
 */
public final class ConsumerUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** What keeps the consumer from its work. */
  public enum Reason {
    /** Another process uses what it keeps. */
    IN_USE,
    /** Its disk is full. Each retry may fill it again, so retries should become rare. */
    OUT_OF_SPACE
  }

  /**
   * @param message for the server's log; names the place, such as a directory
   */
  public ConsumerUnavailable(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
