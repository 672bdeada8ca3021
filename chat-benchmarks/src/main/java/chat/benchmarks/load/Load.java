package chat.benchmarks.load;

/** When senders say something. */
public sealed interface Load {
  /**
   * Each sender says the next message when one of its own has come back to it.
   *
   * @param outstanding how many messages of one sender are under way
   */
  record Closed(int outstanding) implements Load {
    public Closed {
      if (outstanding < 1) {
        throw new IllegalArgumentException("something must be under way");
      }
    }
  }

  /**
   * The senders say something at a fixed rate, in turn, whether anything comes back or not. A
   * message that is said late counts from when it should have been.
   *
   * @param perSecond messages of all senders together
   */
  record Open(double perSecond) implements Load {
    public Open {
      if (!(perSecond > 0)) {
        throw new IllegalArgumentException("the rate must be positive");
      }
    }
  }
}
