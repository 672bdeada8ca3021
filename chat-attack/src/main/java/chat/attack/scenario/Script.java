package chat.attack.scenario;

import java.util.function.IntFunction;

/**
 * What each connection of a {@link Swarm} does: it sends its opening, then something once, then
 * something again and again. Bytes are given by the connection's number. Put together by one
 * thread, then only read.
 */
public final class Script {
  private static final byte[] NOTHING = {};

  final IntFunction<byte[]> opening;
  final boolean upgrades;
  IntFunction<byte[]> first = any -> NOTHING;
  IntFunction<byte[]> again = any -> NOTHING;
  long pauseNanos;
  boolean reads;
  int receiveBuffer;
  int addresses = 1;

  /** So much that an attacker of one thread shows the server's limits, not its own. */
  long bytesPerSecond = 100_000_000;

  private Script(IntFunction<byte[]> opening, boolean upgrades) {
    this.opening = opening;
    this.upgrades = upgrades;
  }

  /** Connections that send this and then nothing, read nothing, and return when they are ended. */
  public static Script opening(IntFunction<byte[]> bytes) {
    return new Script(bytes, false);
  }

  /** Sockets of {@code chat.v1} that wait for the handshake's answer and read what comes. */
  public static Script socket(Target target) {
    return new Script(
            number -> target.requests().chatV1(target.world().attacker(number).token()), true)
        .reading();
  }

  /** What follows the opening, once. */
  public Script then(byte[] bytes) {
    first = any -> bytes;
    return this;
  }

  /** What is sent after that, each time; without a pause as fast as the server takes it. */
  public Script again(long everyNanos, IntFunction<byte[]> bytes) {
    pauseNanos = everyNanos;
    again = bytes;
    return this;
  }

  /** The same bytes as fast as the server takes them. */
  public Script flooding(byte[] bytes) {
    return again(0, any -> bytes);
  }

  public Script reading() {
    reads = true;
    return this;
  }

  /**
   * After an upgrade it never reads.
   *
   * @param buffer how many bytes the kernel holds for it
   */
  public Script neverReading(int buffer) {
    reads = false;
    receiveBuffer = buffer;
    return this;
  }

  /** From how many addresses the connections come. */
  public Script from(int manyAddresses) {
    addresses = manyAddresses;
    return this;
  }

  /** How many bytes a second all of them together send, at most. */
  public Script pace(long bytes) {
    bytesPerSecond = bytes;
    return this;
  }
}
