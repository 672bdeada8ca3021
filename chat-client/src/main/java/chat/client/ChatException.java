package chat.client;

/** What went wrong between this client and the server. */
public abstract sealed class ChatException extends RuntimeException
    permits ChatRefused, ChatUnavailable, ChatClosed, TooManyUnacknowledged {
  private static final long serialVersionUID = 1;

  ChatException(String message) {
    super(message);
  }

  ChatException(String message, Throwable cause) {
    super(message, cause);
  }
}
