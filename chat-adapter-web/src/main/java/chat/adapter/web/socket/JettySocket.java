package chat.adapter.web.socket;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/** A socket on Jetty's WebSocket core: the one class that knows its frames and callbacks. */
final class JettySocket implements Socket, FrameHandler {
  private static final Logger LOG = System.getLogger(JettySocket.class.getName());

  private final Connection connection;
  private volatile @Nullable CoreSession session;

  /** The end of any write but the closing one. */
  private final Callback written =
      new Callback() {
        @Override
        public void succeeded() {
          connection.mailbox().written();
        }

        @Override
        public void failed(Throwable cause) {
          connection.abort();
        }

        @Override
        public InvocationType getInvocationType() {
          return InvocationType.NON_BLOCKING;
        }
      };

  JettySocket(Function<Socket, Connection> connection) {
    this.connection = connection.apply(this);
  }

  @Override
  public void onOpen(CoreSession opened, Callback callback) {
    session = opened;
    connection.opened();
    callback.succeeded();
    opened.demand();
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    boolean more = true;
    try {
      connection.heard();
      switch (frame.getOpCode()) {
        case OpCode.TEXT, OpCode.CONTINUATION ->
            more = connection.text(frame.getPayload(), frame.isFin());
        case OpCode.BINARY -> connection.binary();
        case OpCode.PING -> connection.pinged(BufferUtil.toArray(frame.getPayload()));
        case OpCode.CLOSE -> {
          connection.closedByClient();
          more = false;
        }
        default -> {
          // A pong has done its work by arriving.
        }
      }
    } finally {
      callback.succeeded();
      if (more) {
        demand();
      }
    }
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    LOG.log(Level.DEBUG, "a socket failed: {0}", cause.toString());
    callback.succeeded();
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    connection.gone();
    callback.succeeded();
  }

  @Override
  public void write(Frames frames) {
    send(new Packed(frames));
  }

  @Override
  public void ping() {
    send(new Frame(OpCode.PING));
  }

  @Override
  public void pong(byte[] payload) {
    send(new Frame(OpCode.PONG, ByteBuffer.wrap(payload)));
  }

  private void send(Frame frame) {
    try {
      opened().sendFrame(frame, written, false);
    } catch (RuntimeException gone) {
      written.failed(gone);
    }
  }

  @Override
  public void close(int code, String reason) {
    try {
      opened().sendFrame(new Farewell(code, reason), Callback.NOOP, false);
    } catch (RuntimeException gone) {
      connection.abort();
    }
  }

  @Override
  public void demand() {
    try {
      opened().demand();
    } catch (RuntimeException gone) {
      connection.abort();
    }
  }

  @Override
  public void abort() {
    var current = session;
    if (current != null) {
      current.abort();
    }
  }

  private CoreSession opened() {
    var current = session;
    if (current == null) {
      throw new IllegalStateException("not open yet");
    }
    return current;
  }

  /** The connection's state stays out of Jetty's log lines. */
  @Override
  public String toString() {
    return "JettySocket@" + Integer.toHexString(System.identityHashCode(this));
  }

  /**
   * Several frames in the clothes of one. Jetty writes a frame's header from its length and then
   * its payload as it is: with the first frame's length, and all that follows that frame's header
   * as the payload, one write carries them all, and costs what one frame costs.
   */
  private static final class Packed extends Frame {
    private final int firstLength;

    Packed(Frames frames) {
      super(
          OpCode.TEXT,
          ByteBuffer.wrap(
              frames.bytes(), frames.header(), frames.bytes().length - frames.header()));
      firstLength = frames.payload();
    }

    @Override
    public int getPayloadLength() {
      return firstLength;
    }
  }

  /**
   * A close frame after which the client's own is awaited. For codes such as 1009 and 1012 Jetty
   * would drop the connection right after writing, and what the client was just sending would reset
   * it before the client has read why.
   */
  private static final class Farewell extends Frame implements CloseStatus.Supplier {
    private final CloseStatus status;

    Farewell(int code, String reason) {
      super(OpCode.CLOSE, CloseStatus.asPayloadBuffer(code, reason));
      status =
          new CloseStatus(code, reason) {
            @Override
            public boolean isAbnormal() {
              return false;
            }
          };
    }

    @Override
    public CloseStatus getCloseStatus() {
      return status;
    }
  }
}
