package chat.client;

/**
 * A place in a room's events, to go on from in another run of the program.
 *
 * @param seq the last logged event that is behind; 0 before the first
 * @param epoch which history the number counts in
 */
public record Position(long seq, String epoch) {
  public Position {
    if (seq < 0) {
      throw new IllegalArgumentException("seq must not be negative");
    }
  }
}
