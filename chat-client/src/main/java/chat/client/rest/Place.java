package chat.client.rest;

/**
 * Which part of a room's history to read. Immutable.
 *
 * @param side where it lies, seen from {@code seq}
 * @param limit how many messages at most, 1 to 100
 * @param search text that they have in them, without regard to case; empty for all
 */
public record Place(Side side, long seq, int limit, String search) {
  /** Where a part of the history lies. */
  public enum Side {
    /** At its end; {@code seq} doesn't count. */
    NEWEST,
    /** The nearest with a smaller number. */
    BEFORE,
    /** The nearest with a larger number. */
    AFTER,
    /** The nearest on both sides, and the one with the number itself. */
    AROUND
  }

  public Place {
    if (limit < 1 || limit > 100) {
      throw new IllegalArgumentException("limit must be 1 to 100");
    }
  }

  /** The newest messages. */
  public static Place newest() {
    return new Place(Side.NEWEST, 0, 100, "");
  }

  /** The nearest messages with a smaller number. */
  public static Place before(long seq) {
    return new Place(Side.BEFORE, seq, 100, "");
  }

  /** The nearest messages with a larger number. */
  public static Place after(long seq) {
    return new Place(Side.AFTER, seq, 100, "");
  }

  /** The nearest messages on both sides of a number, and the one that has it. */
  public static Place around(long seq) {
    return new Place(Side.AROUND, seq, 100, "");
  }

  /** The same with another bound on how many; 100 without. */
  public Place limit(int most) {
    return new Place(side, seq, most, search);
  }

  /** The same, of messages with this text alone; only for {@code newest} and {@code before}. */
  public Place search(String text) {
    return new Place(side, seq, limit, text);
  }
}
