package chat.adapter.web.socket.v1;

/** Judges what clients say, for tests of the whole endpoint. */
public final class ClientFrames {
  private ClientFrames() {}

  /** Whether something can be done about the frame. */
  public static boolean isSound(String text) {
    return ClientFrame.of(text).isValid();
  }
}
