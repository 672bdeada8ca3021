package chat.domain.presence;

import java.util.regex.Pattern;

/** The version of a server, such as {@code 0.1.0}. */
public record ServerVersion(String value) {
  private static final Pattern BETWEEN_NUMBERS = Pattern.compile("[.\\-+]");

  /** The longest number that fits an {@code int} whatever its digits. */
  private static final int MAX_DIGITS = 9;

  /**
   * Compares number by number; what is no number counts as 0, so that {@code 0.2.0-rc1} and {@code
   * 0.2.0} are equally old.
   */
  public boolean isOlderThan(ServerVersion other) {
    var mine = BETWEEN_NUMBERS.split(value);
    var theirs = BETWEEN_NUMBERS.split(other.value);
    for (int i = 0; i < Math.max(mine.length, theirs.length); i++) {
      int difference = Integer.compare(number(mine, i), number(theirs, i));
      if (difference != 0) {
        return difference < 0;
      }
    }
    return false;
  }

  private static int number(String[] parts, int at) {
    boolean isNumber =
        at < parts.length
            && !parts[at].isEmpty()
            && parts[at].length() <= MAX_DIGITS
            && parts[at].chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? Integer.parseInt(parts[at]) : 0;
  }
}
