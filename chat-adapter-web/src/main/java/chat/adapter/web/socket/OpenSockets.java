package chat.adapter.web.socket;

import chat.adapter.web.socket.connection.Connection;
import chat.domain.token.LiveSessions;
import chat.domain.token.TokenId;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The sockets that are open on this node; each one is a session of the token that opened it. Made
 * before the use cases, which end sessions through it, and then handed to the one endpoint that
 * opens them. Thread-safe.
 *
 * <p>Not sorted by token: a look at each of 10,000 sockets costs less than a logout's own write,
 * and an index would cost memory for every socket.
 */
public final class OpenSockets implements LiveSessions {
  private final Clock clock;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

  public OpenSockets(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Set<TokenId> tokens() {
    return connections.stream()
        .filter(Connection::isOpen)
        .map(Connection::token)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void end(Set<TokenId> tokens) {
    for (var connection : connections) {
      if (tokens.contains(connection.token())) {
        connection.sendToLogIn("token revoked");
      }
    }
  }

  /** Ends the sessions whose token has expired by now. */
  void endExpired() {
    var now = clock.instant();
    for (var connection : connections) {
      if (!connection.expiresAt().isAfter(now)) {
        connection.sendToLogIn("token expired");
      }
    }
  }

  void add(Connection connection) {
    connections.add(connection);
  }

  void remove(Connection connection) {
    connections.remove(connection);
  }

  void forEach(Consumer<Connection> action) {
    connections.forEach(action);
  }

  int count() {
    return connections.size();
  }

  long waitingBytes() {
    return connections.stream().mapToLong(connection -> connection.mailbox().waitingBytes()).sum();
  }
}
