package chat.testkit.token;

import chat.domain.token.LiveSessions;
import chat.domain.token.TokenId;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Sessions that are nothing but open or not. Thread-safe. */
public final class InMemoryLiveSessions implements LiveSessions {
  private final Clock clock;
  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();

  public InMemoryLiveSessions(Clock clock) {
    this.clock = clock;
  }

  /** A session that lasts until the token expires, unless it is ended or closed before. */
  public Session open(TokenId token, Instant expiresAt) {
    var session = new Session(token, expiresAt);
    sessions.add(session);
    return session;
  }

  @Override
  public Set<TokenId> tokens() {
    return sessions.stream()
        .filter(Session::isOpen)
        .map(session -> session.token)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void end(Set<TokenId> tokens) {
    sessions.removeIf(session -> tokens.contains(session.token));
  }

  /** One session; equal to itself alone. */
  public final class Session implements LiveSessionsContract.Session {
    private final TokenId token;
    private final Instant expiresAt;

    private Session(TokenId token, Instant expiresAt) {
      this.token = token;
      this.expiresAt = expiresAt;
    }

    @Override
    public boolean isOpen() {
      return sessions.contains(this) && clock.instant().isBefore(expiresAt);
    }

    @Override
    public void close() {
      sessions.remove(this);
    }
  }
}
