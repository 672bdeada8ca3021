package chat.benchmarks.text;

import java.util.Arrays;

/**
 * Ranks as words have them: the one of rank r is 1/(r + 2.7) as frequent, after Zipf and
 * Mandelbrot.
 */
final class Zipf {
  private static final double SHIFT = 2.7;

  private final double[] upTo;

  /**
   * @param ranks how many there are
   */
  Zipf(int ranks) {
    upTo = new double[ranks];
    double sum = 0;
    for (int rank = 0; rank < ranks; rank++) {
      sum += 1 / (rank + 1 + SHIFT);
      upTo[rank] = sum;
    }
  }

  /** A rank, the first being 0. */
  int rank(Dice dice) {
    int at = Arrays.binarySearch(upTo, dice.roll() * upTo[upTo.length - 1]);
    return Math.min(at < 0 ? -at - 1 : at + 1, upTo.length - 1);
  }
}
