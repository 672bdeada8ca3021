package chat.benchmarks.text;

import java.util.Locale;

/** What people write in. */
public enum Language {
  ENGLISH(40, true),
  GERMAN(12, true),
  FRENCH(10, true),
  SPANISH(12, true),
  RUSSIAN(10, true),
  CHINESE(8, false),
  JAPANESE(8, false);

  private static final int ALL = 100;

  private final int share;
  private final boolean hasBlanks;

  Language(int share, boolean hasBlanks) {
    this.share = share;
    this.hasBlanks = hasBlanks;
  }

  /** Of a hundred messages, so many are in each. */
  static Language any(Dice dice) {
    int at = dice.below(ALL);
    for (var language : values()) {
      at -= language.share;
      if (at < 0) {
        return language;
      }
    }
    throw new IllegalStateException("the shares aren't " + ALL + " together");
  }

  /** Whether there are blanks between words. */
  public boolean hasBlanks() {
    return hasBlanks;
  }

  /** The name of its lists of words. */
  String resource() {
    return name().toLowerCase(Locale.ROOT) + ".txt";
  }
}
