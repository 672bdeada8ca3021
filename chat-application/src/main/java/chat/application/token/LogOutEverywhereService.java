package chat.application.token;

import chat.domain.token.LiveSessions;
import chat.domain.token.RevokedTokens;
import chat.domain.user.UserId;
import java.time.Clock;

/** Revokes what the user was issued, and ends what that has open here. Thread-safe. */
public final class LogOutEverywhereService implements LogOutEverywhere {
  private final RevokedTokens revoked;
  private final LiveSessions sessions;
  private final Clock clock;

  public LogOutEverywhereService(RevokedTokens revoked, LiveSessions sessions, Clock clock) {
    this.revoked = revoked;
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public void logOut(UserId user) {
    // Revoked first: whoever is sent away can't come back with the same token.
    sessions.end(revoked.addAllOf(user, clock.instant()));
  }
}
