package chat.domain;

/** The work took longer than it may. Nothing was changed. */
public final class DeadlineExceeded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DeadlineExceeded() {
    // No stack trace: it says nothing new, and somebody may provoke it again and again.
    super("the time for it is over", null, false, false);
  }
}
