package chat.benchmarks.text;

import java.util.Locale;

/** What people write in. */
public enum Language {
  ENGLISH(0, 40, true),
  GERMAN(1, 12, true),
  FRENCH(2, 10, true),
  SPANISH(3, 12, true),
  RUSSIAN(4, 10, true),
  CHINESE(5, 8, false),
  JAPANESE(6, 8, false);

  private static final int ALL = 100;

  private final long number;
  private final int share;
  private final boolean hasBlanks;

  Language(long number, int share, boolean hasBlanks) {
    this.number = number;
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

  /** Tells it from the others, for {@link Dice}; never changes. */
  long number() {
    return number;
  }

  /** The name of its lists of words. */
  String resource() {
    return name().toLowerCase(Locale.ROOT) + ".txt";
  }
}
