package chat.application.token;

/** Forgets revoked tokens that have expired by now; to be called from time to time. */
public interface PurgeRevokedTokens {
  /**
   * @return how many were forgotten
   */
  int purge();
}
