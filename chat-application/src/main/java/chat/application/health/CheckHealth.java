package chat.application.health;

/** Tells whether the server can do its work now. */
public interface CheckHealth {
  /**
   * Reads something from the store; returns when that went well.
   *
   * @throws chat.domain.StoreUnavailable when not
   */
  void check();
}
