package chat.attack.scenario;

/** Words that are in the messages of the large rooms. */
public final class Words {
  private static final int LENGTH = 12;

  private Words() {}

  /** The word of the message with that number: another one for each. */
  public static String word(int number) {
    var word = new StringBuilder("qu");
    for (int rest = number + 7; word.length() < LENGTH; rest = rest * 31 + 17) {
      word.append((char) ('a' + Math.floorMod(rest, 26)));
    }
    return word.toString();
  }
}
