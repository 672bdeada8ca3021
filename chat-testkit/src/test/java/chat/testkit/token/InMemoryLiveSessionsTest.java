package chat.testkit.token;

import chat.domain.token.LiveSessions;
import chat.domain.token.TokenId;
import java.time.Clock;
import java.time.Instant;

class InMemoryLiveSessionsTest implements LiveSessionsContract {
  private final InMemoryLiveSessions sessions = new InMemoryLiveSessions(Clock.systemUTC());

  @Override
  public LiveSessions sessions() {
    return sessions;
  }

  @Override
  public Session open(TokenId token, Instant expiresAt) {
    return sessions.open(token, expiresAt);
  }
}
