package chat.benchmarks.load;

/** Something was lost, doubled, out of order or refused: what was measured doesn't count. */
public final class Mistake extends RuntimeException {
  private static final long serialVersionUID = 1;

  public Mistake(String message) {
    super(message);
  }
}
