package chat.adapter.nats;

/** There is no broker to begin with; the message is one line that says why, without secrets. */
public final class CannotReachBroker extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotReachBroker(String message) {
    super(message);
  }
}
