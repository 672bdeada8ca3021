package chat.adapter.web.socket.plain;

/** Judges what clients say, for tests of the whole endpoint. */
public final class Utterances {
  private Utterances() {}

  /** Whether the text would be said, and not refused. */
  public static boolean isSound(String text) {
    return Utterance.of(text) instanceof Utterance.Say;
  }
}
