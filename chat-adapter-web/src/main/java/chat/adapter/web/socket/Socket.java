package chat.adapter.web.socket;

/**
 * The network's side of one client: all that the endpoint wants of the WebSocket library beneath.
 * No method blocks or throws; each may be called from any thread.
 */
interface Socket {
  /** Writes whole frames. One write at a time; the {@link Mailbox} is told of its end. */
  void write(Frames frames);

  /** Sends a ping, as the one write under way. */
  void ping();

  /** Answers a ping, as the one write under way. */
  void pong(byte[] payload);

  /** Starts the closing handshake, as the last write. */
  void close(int code, String reason);

  /** Asks for the next frame; once for each. */
  void demand();

  /** Drops the connection as it stands. Idempotent. */
  void abort();
}
