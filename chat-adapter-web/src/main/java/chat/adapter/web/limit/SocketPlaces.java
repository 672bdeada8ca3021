package chat.adapter.web.limit;

import chat.domain.user.UserId;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the open sockets of each user; those without one are forgotten. Thread-safe. */
final class SocketPlaces {
  private final int most;
  private final ConcurrentHashMap<UserId, Integer> open = new ConcurrentHashMap<>();

  /**
   * @param most how many sockets each may have; 0 for any number, which isn't counted
   */
  SocketPlaces(int most) {
    this.most = most;
  }

  Optional<SocketPlace> take(UserId user) {
    if (most == 0) {
      return Optional.of(new SocketPlace(() -> {}));
    }
    while (true) {
      var now = open.get(user);
      if (now != null && now >= most) {
        return Optional.empty();
      }
      boolean counted =
          now == null ? open.putIfAbsent(user, 1) == null : open.replace(user, now, now + 1);
      if (counted) {
        return Optional.of(new SocketPlace(() -> release(user)));
      }
    }
  }

  /** How many users have a socket. */
  int users() {
    return open.size();
  }

  private void release(UserId user) {
    open.computeIfPresent(user, (same, count) -> count == 1 ? null : count - 1);
  }
}
