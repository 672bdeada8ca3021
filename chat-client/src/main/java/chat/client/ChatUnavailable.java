package chat.client;

/**
 * The server couldn't be reached, didn't answer in time or has too much to do; later it may.
 * Whether a call that isn't repeatable (registering, opening a room, logging out) took effect is
 * not known.
 */
public final class ChatUnavailable extends ChatException {
  private static final long serialVersionUID = 1;

  ChatUnavailable(String message) {
    super(message);
  }

  ChatUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
