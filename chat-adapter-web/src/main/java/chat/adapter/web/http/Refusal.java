package chat.adapter.web.http;

/** Ends the handling of a request with a problem. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public Refusal(Problem problem) {
    // No stack trace: it is an answer, not a fault.
    super("refused", null, false, false);
    this.problem = problem;
  }

  public Refusal(CommonRefusal why) {
    this(why.problem());
  }

  public Problem problem() {
    return problem;
  }
}
