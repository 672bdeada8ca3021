package chat.domain;

/**
 * The store can't be reached, or didn't answer in time. Whether the work was done is unknown; every
 * write of the ports may be repeated safely. Thrown by any port that keeps something.
 */
public final class StoreUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailable(String message) {
    super(message);
  }

  public StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
