package chat.client;

/** As many messages as the client keeps are waiting for their acks; this one was not sent. */
public final class TooManyUnacknowledged extends ChatException {
  private static final long serialVersionUID = 1;

  TooManyUnacknowledged(int most) {
    super(most + " messages are waiting for their acks; this one was not sent");
  }
}
