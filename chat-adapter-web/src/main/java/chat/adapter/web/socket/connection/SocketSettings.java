package chat.adapter.web.socket.connection;

import java.time.Duration;

/**
 * The bounds of the WebSocket endpoint.
 *
 * @param maxFrameBytes how long a message of a client may be, over all its frames; a longer one
 *     closes with 1009
 * @param mailboxBytes how much may wait to be written to one client; more closes with 4008
 * @param heartbeat after how long without a word a client is pinged; after two it is given up
 * @param fanOutEvents how many messages may wait to be fanned out before the lanes wait
 * @param unfinishedSends how many messages of one socket may be under way; beyond it isn't read
 * @param budgetBytes how much all sockets together may keep; beyond it those that keep most are
 *     closed with 4008. By default a quarter of the heap, but no more than 1 GiB
 * @param writePatience how long a write may make no progress; then the client is closed with 4008
 * @param closePatience how long a client may take over what is still under way to it and the
 *     closing handshake; then its connection is cut
 */
public record SocketSettings(
    int maxFrameBytes,
    int mailboxBytes,
    Duration heartbeat,
    int fanOutEvents,
    int unfinishedSends,
    long budgetBytes,
    Duration writePatience,
    Duration closePatience) {
  private static final long MAX_BUDGET_BYTES = 1L << 30;

  public static final SocketSettings DEFAULTS =
      new SocketSettings(
          65_536,
          1 << 20,
          Duration.ofSeconds(30),
          16_384,
          64,
          Math.min(Runtime.getRuntime().maxMemory() / 4, MAX_BUDGET_BYTES),
          Duration.ofSeconds(30),
          Duration.ofMillis(1_500));

  /** How many bytes what is under way of one socket may take; beyond it isn't read. */
  public int unfinishedBytes() {
    return 2 * maxFrameBytes;
  }

  public SocketSettings {
    if (maxFrameBytes < 1
        || mailboxBytes < 1
        || fanOutEvents < 1
        || unfinishedSends < 1
        || budgetBytes < 1) {
      throw new IllegalArgumentException("the endpoint's bounds must be positive");
    }
    if (heartbeat.toMillis() < 1 || writePatience.toMillis() < 1 || closePatience.toMillis() < 1) {
      throw new IllegalArgumentException("heartbeat and patience must be at least a millisecond");
    }
  }
}
