package chat.domain.token;

import java.util.Set;

/**
 * What tokens have opened and keep open on this node, such as sockets. A session lives no longer
 * than its token: within a second of {@link Claims#expiresAt()} it has ended by itself. No method
 * blocks or throws; each may be called from any thread.
 */
public interface LiveSessions {
  /** The tokens with at least one open session, as of now. */
  Set<TokenId> tokens();

  /**
   * Ends every session that those tokens have open by now: its client is told within a second that
   * it needs a new login, and gets nothing more. Sessions of other tokens stay, also those of the
   * same user. Idempotent.
   */
  void end(Set<TokenId> tokens);
}
