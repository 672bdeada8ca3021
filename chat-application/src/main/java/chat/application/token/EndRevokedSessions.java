package chat.application.token;

/**
 * Ends the sessions on this node whose token doesn't count any more: it was revoked on another node
 * that shares the store, or just while the session was being opened. To be called from time to
 * time, which bounds how long such a session may live.
 */
public interface EndRevokedSessions {
  /**
   * Asks the store once for all open sessions, and not at all while there are none. Blocks on it.
   *
   * @return how many tokens were found revoked
   * @throws chat.domain.StoreUnavailable when that can't be told; then every session stays
   */
  int end();
}
