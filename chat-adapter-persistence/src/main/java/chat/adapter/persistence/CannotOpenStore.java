package chat.adapter.persistence;

/**
 * A store can't be opened as it was asked for; waiting won't help. One line for a person to read.
 */
public final class CannotOpenStore extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotOpenStore(String message) {
    super(message);
  }

  CannotOpenStore(String message, Throwable cause) {
    super(message, cause);
  }
}
