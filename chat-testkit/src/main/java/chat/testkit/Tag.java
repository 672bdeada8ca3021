package chat.testkit;

import java.util.UUID;

/** A word that nothing else has, so that tests may share one store. */
public final class Tag {
  private Tag() {}

  /** 13 lower-case ASCII letters and digits that were never given before, in any process. */
  public static String next() {
    var digits = Long.toUnsignedString(UUID.randomUUID().getMostSignificantBits(), 36);
    return "0".repeat(13 - digits.length()) + digits;
  }
}
