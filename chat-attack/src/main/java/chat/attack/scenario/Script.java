package chat.attack.scenario;

import java.util.function.IntFunction;

/**
 * What each connection of a {@link Swarm} does: it sends its opening, then something again and
 * again.
 *
 * @param opening what the connection with that number sends first
 * @param first what it sends next, once
 * @param again what it sends after that, each time; nothing when empty
 * @param pauseNanos between two of those; 0 as fast as the server takes them
 * @param upgrades whether it waits for the answer 101 before it goes on
 * @param reads whether it reads what comes after that
 * @param receiveBuffer how many bytes the kernel may hold for it; 0 for the usual
 * @param returns whether it connects anew when the server has ended the connection
 * @param addresses how many addresses the connections come from
 * @param bytesPerSecond what all of them together send, at most
 */
public record Script(
    IntFunction<byte[]> opening,
    IntFunction<byte[]> first,
    IntFunction<byte[]> again,
    long pauseNanos,
    boolean upgrades,
    boolean reads,
    int receiveBuffer,
    boolean returns,
    int addresses,
    long bytesPerSecond) {
  private static final byte[] NOTHING = {};

  /** So much that an attacker of one thread shows the server's limits, not its own. */
  private static final long PACE = 100_000_000;

  /** Connections that send this and then nothing, read nothing, and return. */
  public static Script opening(IntFunction<byte[]> opening) {
    return new Script(opening, any -> NOTHING, any -> NOTHING, 0, false, false, 0, true, 1, PACE);
  }

  /** Sockets that shake hands, read what comes and return. */
  public static Script socket(IntFunction<byte[]> handshake) {
    return opening(handshake).afterUpgrade().reading();
  }

  public Script opens(IntFunction<byte[]> bytes) {
    return new Script(
        opening,
        bytes,
        again,
        pauseNanos,
        upgrades,
        reads,
        receiveBuffer,
        returns,
        addresses,
        bytesPerSecond);
  }

  public Script again(long everyNanos, IntFunction<byte[]> bytes) {
    return new Script(
        opening,
        first,
        bytes,
        everyNanos,
        upgrades,
        reads,
        receiveBuffer,
        returns,
        addresses,
        bytesPerSecond);
  }

  private Script afterUpgrade() {
    return new Script(
        opening,
        first,
        again,
        pauseNanos,
        true,
        reads,
        receiveBuffer,
        returns,
        addresses,
        bytesPerSecond);
  }

  public Script reading() {
    return new Script(
        opening,
        first,
        again,
        pauseNanos,
        upgrades,
        true,
        receiveBuffer,
        returns,
        addresses,
        bytesPerSecond);
  }

  /** After an upgrade it never reads, and the kernel holds little for it. */
  public Script neverReading(int buffer) {
    return new Script(
        opening,
        first,
        again,
        pauseNanos,
        upgrades,
        false,
        buffer,
        returns,
        addresses,
        bytesPerSecond);
  }

  public Script from(int manyAddresses) {
    return new Script(
        opening,
        first,
        again,
        pauseNanos,
        upgrades,
        reads,
        receiveBuffer,
        returns,
        manyAddresses,
        bytesPerSecond);
  }

  public Script pace(long bytes) {
    return new Script(
        opening,
        first,
        again,
        pauseNanos,
        upgrades,
        reads,
        receiveBuffer,
        returns,
        addresses,
        bytes);
  }
}
