package chat.adapter.persistence.database;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts lists into few different lengths, because each length is a statement of its own that the
 * database prepares and the driver keeps.
 */
public final class Batches {
  /** The longest; longer ones gain nothing more. */
  public static final int MAX = 256;

  private Batches() {}

  /** Pieces whose lengths are powers of two, each element in one of them, in order. */
  public static <T> List<List<T>> cut(List<T> list) {
    var pieces = new ArrayList<List<T>>();
    for (int from = 0; from < list.size(); ) {
      int length = Math.min(MAX, Integer.highestOneBit(list.size() - from));
      pieces.add(list.subList(from, from + length));
      from += length;
    }
    return pieces;
  }

  /**
   * Pieces whose lengths are powers of two, as few as can be: the last one repeats its last
   * element. For statements to which a repetition makes no difference.
   */
  public static <T> List<List<T>> padded(List<T> list) {
    return padded(list, MAX);
  }

  /**
   * The same with pieces of another length, for statements whose answer is short however long they
   * are.
   *
   * @param max a power of two
   */
  public static <T> List<List<T>> padded(List<T> list, int max) {
    var pieces = new ArrayList<List<T>>();
    for (int from = 0; from < list.size(); from += max) {
      var piece = new ArrayList<>(list.subList(from, Math.min(list.size(), from + max)));
      var last = piece.get(piece.size() - 1);
      while (Integer.bitCount(piece.size()) != 1) {
        piece.add(last);
      }
      pieces.add(piece);
    }
    return pieces;
  }

  /** A part of a statement, {@code times} times with a separator between. */
  public static String repeat(String part, String separator, int times) {
    return part + (separator + part).repeat(times - 1);
  }
}
