package chat.domain;

/**
 * Knows which names look alike. Quick; may be called from any thread.
 *
 * <p>Source: Unicode Technical Standard 39, section 4.
 */
public interface NameSkeletons {
  /**
   * The skeleton of a name. It is the same for names that differ in letters that look the same, be
   * they of two scripts (Latin and Cyrillic {@code a}) or of one ({@code rn} and {@code m}), in
   * what can't be seen, in case, or in how many blanks stand in a row.
   */
  Skeleton of(String name);

  /**
   * Changes whenever some name may have another skeleton than before; at most 64 ASCII characters.
   * A store that keeps skeletons computes them anew then.
   */
  String version();
}
