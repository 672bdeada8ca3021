package chat.application.token;

import chat.domain.token.LiveSessions;
import chat.domain.token.RevokedTokens;

/** Thread-safe. */
public final class EndRevokedSessionsService implements EndRevokedSessions {
  private final LiveSessions sessions;
  private final RevokedTokens revoked;

  public EndRevokedSessionsService(LiveSessions sessions, RevokedTokens revoked) {
    this.sessions = sessions;
    this.revoked = revoked;
  }

  @Override
  public int end() {
    var live = sessions.tokens();
    if (live.isEmpty()) {
      return 0;
    }
    var ended = revoked.among(live);
    if (!ended.isEmpty()) {
      sessions.end(ended);
    }
    return ended.size();
  }
}
