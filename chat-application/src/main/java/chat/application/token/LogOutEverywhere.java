package chat.application.token;

import chat.domain.user.UserId;

/** Ends every token that a user has, as after a loss of one of their devices. */
public interface LogOutEverywhere {
  /**
   * When it returns, nobody can authenticate with a token that was issued to the user before the
   * call, and the sessions that those have open on this node are ended; those on other nodes by
   * {@link EndRevokedSessions}. Who logs in afterwards is in. Idempotent; blocks on the store.
   *
   * @throws chat.domain.StoreUnavailable when they may still be valid
   */
  void logOut(UserId user);
}
