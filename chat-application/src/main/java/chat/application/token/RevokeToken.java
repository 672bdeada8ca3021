package chat.application.token;

import chat.domain.token.Claims;

/** Ends a token before its time: logging out. */
public interface RevokeToken {
  /**
   * When it returns, nobody can authenticate with the token any more, and the sessions that it has
   * open on this node are ended; those on other nodes by {@link EndRevokedSessions}. Idempotent;
   * blocks on the store.
   *
   * @throws chat.domain.StoreUnavailable when it may still be valid
   */
  void revoke(Claims token);
}
