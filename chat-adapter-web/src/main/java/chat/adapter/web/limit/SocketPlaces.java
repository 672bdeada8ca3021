package chat.adapter.web.limit;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the open sockets of each user or address; those without one are forgotten. Thread-safe.
 */
final class SocketPlaces<K> {
  private final int most;
  private final ConcurrentHashMap<K, Integer> open = new ConcurrentHashMap<>();

  /**
   * @param most how many sockets each may have; 0 for any number, which isn't counted
   */
  SocketPlaces(int most) {
    this.most = most;
  }

  int most() {
    return most;
  }

  Optional<SocketPlace> take(K key) {
    return take(key, most);
  }

  /** The same, with another bound for this one. */
  Optional<SocketPlace> take(K key, int bound) {
    if (most == 0) {
      return Optional.of(new SocketPlace(() -> {}));
    }
    while (true) {
      var now = open.get(key);
      if (now != null && now >= bound) {
        return Optional.empty();
      }
      boolean counted =
          now == null ? open.putIfAbsent(key, 1) == null : open.replace(key, now, now + 1);
      if (counted) {
        return Optional.of(new SocketPlace(() -> release(key)));
      }
    }
  }

  /** How many have a socket. */
  int keys() {
    return open.size();
  }

  private void release(K key) {
    open.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
  }
}
