package chat.benchmarks.text;

import java.util.List;

/**
 * Numbers that look random and are the same for the same seed, on every Java and machine:
 * SplitMix64. Used by one thread.
 */
public final class Dice {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private long state;

  /**
   * @param number one of many under the same seed, which have nothing to do with each other
   */
  public Dice(long seed, long number) {
    state = mixed(seed) ^ mixed(number * GOLDEN + 1);
  }

  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /** From 0 to below 1. */
  public double roll() {
    state += GOLDEN;
    return (mixed(state) >>> 11) * 0x1p-53;
  }

  /** From 0 to below the bound. */
  public int below(int bound) {
    return (int) (roll() * bound);
  }

  /** Whether something happens that is so likely. */
  boolean happens(double probability) {
    return roll() < probability;
  }

  <T> T oneOf(List<T> all) {
    return all.get(below(all.size()));
  }

  /** Around 0, with a deviation of 1: the sum of uniform ones, which is near enough. */
  double normal() {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += roll();
    }
    return sum;
  }
}
