package chat.application.token;

/** Forgets revoked tokens that expired long ago; to be called from time to time. */
public interface PurgeRevokedTokens {
  /**
   * Blocks on the store. A clock that is wrong makes no revoked token good again: see {@link
   * PurgeRevokedTokensService}.
   *
   * @return how many were forgotten
   */
  int purge();
}
