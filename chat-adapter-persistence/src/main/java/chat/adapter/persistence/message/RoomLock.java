package chat.adapter.persistence.message;

/** How a transaction keeps others from giving out the same numbers in a room. */
public enum RoomLock {
  /** It locks the rooms' rows as it reads them. */
  ROWS(" FOR UPDATE"),
  /** It needn't: the store has one writer at a time. */
  WHOLE_STORE("");

  private final String clause;

  RoomLock(String clause) {
    this.clause = clause;
  }

  String clause() {
    return clause;
  }
}
