package chat.adapter.web.socket;

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
  private final Set<Member> members = ConcurrentHashMap.newKeySet();

  public OpenSockets(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Set<TokenId> tokens() {
    return members.stream()
        .filter(Member::isOpen)
        .map(Member::token)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void end(Set<TokenId> tokens) {
    for (var member : members) {
      if (tokens.contains(member.token())) {
        member.sendToLogIn("token revoked");
      }
    }
  }

  /** Ends the sessions whose token has expired by now. */
  void endExpired() {
    var now = clock.instant();
    for (var member : members) {
      if (!member.expiresAt().isAfter(now)) {
        member.sendToLogIn("token expired");
      }
    }
  }

  void add(Member member) {
    members.add(member);
  }

  void remove(Member member) {
    members.remove(member);
  }

  void forEach(Consumer<Member> action) {
    members.forEach(action);
  }

  int count() {
    return members.size();
  }

  long waitingBytes() {
    return members.stream().mapToLong(member -> member.mailbox().waitingBytes()).sum();
  }
}
