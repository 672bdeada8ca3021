package chat.domain;

/**
 * The store can't do what was asked of it now. Whether the work was done is unknown; every write of
 * the ports may be repeated safely. Thrown by any port that keeps something.
 */
public final class StoreUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** What keeps the store from it. */
  public enum Reason {
    /** It can't be reached, didn't answer in time, or has too much to do. Passes by itself. */
    AWAY,
    /** Its disk fails, is read-only, or is over a quota. */
    FAILING,
    /** Its disk is full. */
    FULL,
    /** Its files or tables were deleted or replaced while it was open. */
    GONE
  }

  /** The store is {@link Reason#AWAY}. */
  public StoreUnavailable(String message) {
    super(message);
    reason = Reason.AWAY;
  }

  /** The store is {@link Reason#AWAY}. */
  public StoreUnavailable(String message, Throwable cause) {
    this(Reason.AWAY, message, cause);
  }

  public StoreUnavailable(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public StoreUnavailable(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
