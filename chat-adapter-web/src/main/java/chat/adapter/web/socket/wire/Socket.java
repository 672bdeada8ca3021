package chat.adapter.web.socket.wire;

/**
 * The network's side of one client: all that the endpoint wants of the WebSocket library beneath.
 * No method blocks or throws; each may be called from any thread.
 */
public interface Socket {
  /**
   * Writes whole frames, one write at a time.
   *
   * @return whether all of it is written; if not, the {@link Mailbox} is told when it is
   */
  boolean write(Frames frames);

  /** Sends a ping, as the one write under way, likewise. */
  boolean ping();

  /** Answers a ping, as the one write under way, likewise. */
  boolean pong(byte[] payload);

  /** How many bytes of the write under way the system hasn't taken yet; 0 when there is none. */
  int unwritten();

  /** Starts the closing handshake, as the last write. */
  void close(int code, String reason);

  /** Asks for the next frame, after one that was to be the last for now. */
  void demand();

  /** Drops the connection as it stands. Idempotent. */
  void abort();

  /** Runs something quick once everything that has arrived by now was read. */
  void afterReading(Runnable action);
}
