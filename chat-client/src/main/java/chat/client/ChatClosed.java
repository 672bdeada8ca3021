package chat.client;

/** The client was closed, or closed itself, before a message was acknowledged. */
public final class ChatClosed extends ChatException {
  private static final long serialVersionUID = 1;

  private final boolean maybeStored;

  ChatClosed(String message, boolean maybeStored) {
    super(message);
    this.maybeStored = maybeStored;
  }

  /**
   * Whether the message may have been stored: it was sent, and no answer came. Sending it with the
   * same {@code clientId} from another client of the same user finds out, and stores it at most
   * once. If false, it was never sent.
   */
  public boolean maybeStored() {
    return maybeStored;
  }
}
