package chat.adapter.persistence.database;

/** A row wasn't inserted because another one has its unique key. */
public final class Duplicate extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Duplicate(Throwable cause) {
    super("a row with that unique key is there", cause);
  }
}
