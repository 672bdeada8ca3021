package chat.benchmarks.text;

/** A typo. */
public final class Typo {
  /** Shorter words are rarely mistyped. */
  public static final int SHORTEST = 4;

  private Typo() {}

  /**
   * A word of at least {@link #SHORTEST} letters with one typo behind its first letter: two letters
   * the other way round, one missing, one twice, or another one from the word. Where the letters
   * are alike it may be the word itself.
   */
  public static String of(String word, Dice dice) {
    int at = 1 + dice.below(word.length() - 2);
    var before = word.substring(0, at);
    char letter = word.charAt(at);
    char next = word.charAt(at + 1);
    var after = word.substring(at + 2);
    return switch (dice.below(4)) {
      case 0 -> before + next + letter + after;
      case 1 -> before + next + after;
      case 2 -> before + letter + letter + next + after;
      default -> before + word.charAt(dice.below(word.length())) + next + after;
    };
  }
}
