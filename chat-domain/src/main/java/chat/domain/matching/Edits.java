package chat.domain.matching;

/**
 * How many typos lie between two words: a letter too many, too few, another one, or two neighbours
 * the other way round.
 */
final class Edits {
  private Edits() {}

  /**
   * The least number of edits, no letter touched twice, that make one word of the other.
   *
   * @param most the most that count
   * @return more than {@code most} when there are more
   */
  static int between(String one, String other, int most) {
    if (Math.abs(one.length() - other.length()) > 2 * most) {
      return most + 1;
    }
    int[] a = one.codePoints().toArray();
    int[] b = other.codePoints().toArray();
    if (Math.abs(a.length - b.length) > most) {
      return most + 1;
    }
    int[] beforeLast = new int[b.length + 1];
    int[] last = new int[b.length + 1];
    int[] row = new int[b.length + 1];
    for (int j = 0; j <= b.length; j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length; i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length; j++) {
        int edits = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        edits = Math.min(edits, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
          edits = Math.min(edits, beforeLast[j - 2] + 1);
        }
        row[j] = edits;
        least = Math.min(least, edits);
      }
      if (least > most) {
        return most + 1;
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length];
  }
}
