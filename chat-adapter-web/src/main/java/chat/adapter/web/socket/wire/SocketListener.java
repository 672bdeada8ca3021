package chat.adapter.web.socket.wire;

import java.nio.ByteBuffer;

/**
 * What a {@link JettySocket} tells of its client. What the client sends comes in one thing at a
 * time; the rest may be told by any thread. Nothing of it may block or throw.
 */
public interface SocketListener {
  /** The socket is open. The one thing that may wait for the store. */
  void opened();

  /** Whether nobody has begun to close the socket. */
  boolean isOpen();

  /** Something came from the client. */
  void heard();

  /** A frame begins; returns false when there are too many. */
  boolean frame();

  /** A frame isn't taken, and nothing after it is read. */
  void refused(FrameParser.Refused why);

  /** A piece of a text message, to be used up at once; returns whether more frames may come. */
  boolean text(ByteBuffer piece, boolean last);

  void pinged(byte[] payload);

  /** The client has begun to close. */
  void closedByClient();

  /** What came in isn't WebSocket. */
  void violated(String why);

  /** The write under way has ended well. */
  void written();

  /** The connection failed: drop it as it stands. */
  void abort();

  /** The connection is gone, whoever ended it. */
  void gone();
}
