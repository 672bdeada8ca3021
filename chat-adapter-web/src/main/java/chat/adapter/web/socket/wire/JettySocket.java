package chat.adapter.web.socket.wire;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection.UpgradeTo;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket (RFC 6455) on one of Jetty's endpoints, after the handshake: the one class that knows
 * Jetty's reads and writes. It is read by its {@link EventLoop}'s thread, and written by any, right
 * into the endpoint: mostly the system takes all of it at once, and nothing is kept here.
 */
public final class JettySocket extends AbstractConnection.NonBlocking implements Socket, UpgradeTo {
  private static final Logger LOG = System.getLogger(JettySocket.class.getName());

  /** Closes a socket on which something else than WebSocket is spoken. */
  public static final int VIOLATION = 1002;

  private static final byte[] NOTHING = {};
  private static final int FINAL = 0x80;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  /** What is left of a control frame's 125 bytes beside the code. */
  private static final int MAX_REASON_BYTES = 123;

  /** How much one socket reads before it is the next one's turn: about a millisecond's work. */
  private static final int TURN_BYTES = 65_536;

  /** Likewise; an answer to each costs a write. */
  private static final int TURN_FRAMES = 128;

  /**
   * How much is read, and dropped, once the socket closes: enough for what an honest client sent
   * before it saw the close, so that it gets the close instead of a reset.
   */
  private static final int MAX_LATE_BYTES = 131_072;

  private final EventLoop loop;
  private final SocketListener listener;
  private final FrameParser parser;

  // For the loop's thread alone.
  /** What was read and not parsed. */
  private byte[] rest = NOTHING;

  /** How much was read since the socket closes. */
  private int lateBytes;

  // Guarded by this.
  private boolean paused;
  private boolean demanded;
  private @Nullable ByteBuffer writing;
  private boolean closing;
  private byte @Nullable [] answer;

  public JettySocket(
      EndPoint endPoint,
      Executor executor,
      EventLoop loop,
      int maxMessageBytes,
      Function<Socket, SocketListener> listener) {
    super(endPoint, executor);
    this.loop = loop;
    parser = new FrameParser(new Incoming(), maxMessageBytes);
    this.listener = listener.apply(this);
  }

  /** What the client sent right behind its handshake. */
  @Override
  public void onUpgradeTo(ByteBuffer bytes) {
    keep(bytes);
  }

  @Override
  public void onOpen() {
    super.onOpen();
    // Liveness is the heartbeat's affair.
    getEndPoint().setIdleTimeout(0);
    listener.opened();
    loop.execute(this::onFillable);
  }

  @Override
  public void onClose(@Nullable Throwable cause) {
    super.onClose(cause);
    listener.gone();
  }

  /** One turn of reading. */
  @Override
  public void onFillable() {
    try {
      read(loop.input());
    } catch (IOException | RuntimeException broken) {
      LOG.log(Level.DEBUG, "a socket failed: {0}", broken.toString());
      listener.abort();
    }
  }

  /** Handles what there is, until its turn is over, it is told to wait or has to wait for more. */
  private void read(ByteBuffer input) throws IOException {
    restore(input);
    int until = parser.frames() + TURN_FRAMES;
    int turnBytes = 0;
    boolean mayBeMore = true;
    while (true) {
      var stop = parser.parse(input, until);
      if (stop == FrameParser.Stop.WITHHELD) {
        keep(input);
        if (waits()) {
          return;
        }
        restore(input);
        continue;
      }
      if (!listener.isOpen() && lateBytes >= MAX_LATE_BYTES) {
        // It goes on sending; it is dropped when its time for the closing handshake is over.
        return;
      }
      if (stop == FrameParser.Stop.TURN_OVER || turnBytes >= TURN_BYTES) {
        keep(input);
        loop.execute(this::onFillable);
        return;
      }
      if (!mayBeMore) {
        keep(input);
        fillInterested();
        return;
      }
      int filled = getEndPoint().fill(input);
      if (filled < 0) {
        LOG.log(Level.DEBUG, "a client is gone, or has ended its side");
        getEndPoint().close();
        return;
      }
      turnBytes += filled;
      if (!listener.isOpen()) {
        lateBytes += filled;
      }
      // Where there is room left, one more look would find nothing.
      mayBeMore = input.limit() == input.capacity();
    }
  }

  /** Returns whether reading has to wait for {@link #demand()}. */
  private synchronized boolean waits() {
    paused = !demanded;
    demanded = false;
    return paused;
  }

  private void restore(ByteBuffer input) {
    input.clear().put(rest).flip();
    rest = NOTHING;
  }

  private void keep(ByteBuffer input) {
    if (input.hasRemaining()) {
      rest = new byte[input.remaining()];
      input.get(rest);
    }
  }

  @Override
  public void demand() {
    synchronized (this) {
      if (!paused) {
        // It is just about to wait.
        demanded = true;
        return;
      }
      paused = false;
    }
    loop.execute(this::onFillable);
  }

  @Override
  public boolean write(Frames frames) {
    return send(ByteBuffer.wrap(frames.bytes()), false);
  }

  @Override
  public boolean ping() {
    return send(ByteBuffer.wrap(control(PING, NOTHING)), false);
  }

  @Override
  public boolean pong(byte[] payload) {
    return send(ByteBuffer.wrap(control(PONG, payload)), false);
  }

  @Override
  public void close(int code, String reason) {
    boolean unused =
        send(ByteBuffer.wrap(close(code, reason.getBytes(StandardCharsets.UTF_8))), true);
    if (parser.ended()) {
      // Nothing that it sends is understood, so that its own close wouldn't be either.
      getEndPoint().shutdownOutput();
    }
  }

  @Override
  public synchronized int unwritten() {
    return writing == null ? 0 : writing.remaining();
  }

  /** Returns whether all of it is written. Nothing is written after the last. */
  private boolean send(ByteBuffer bytes, boolean last) {
    try {
      synchronized (this) {
        if (closing) {
          return true;
        }
        closing = last;
        if (getEndPoint().flush(bytes)) {
          return true;
        }
        writing = bytes;
      }
      getEndPoint().write(new Written(), bytes);
    } catch (IOException | RuntimeException gone) {
      listener.abort();
    }
    return false;
  }

  /** Closes in answer to the client's close, once what is being written has been. */
  private void answer(byte[] close) {
    synchronized (this) {
      if (writing != null && !closing) {
        answer = close;
        closing = true;
        return;
      }
    }
    boolean unused = send(ByteBuffer.wrap(close), true);
    getEndPoint().close();
  }

  @Override
  public void abort() {
    getEndPoint().close();
  }

  /**
   * Twice around: what runs next on the loop may run before it looks again for sockets that can be
   * read, and what runs after that doesn't.
   */
  @Override
  public void afterReading(Runnable action) {
    loop.execute(() -> loop.execute(action));
  }

  private static byte[] control(int opcode, byte[] payload) {
    var frame = new byte[2 + payload.length];
    frame[0] = (byte) (FINAL | opcode);
    frame[1] = (byte) payload.length;
    System.arraycopy(payload, 0, frame, 2, payload.length);
    return frame;
  }

  private static byte[] close(int code, byte[] reason) {
    var payload = new byte[2 + Math.min(reason.length, MAX_REASON_BYTES)];
    payload[0] = (byte) (code >>> 8);
    payload[1] = (byte) code;
    System.arraycopy(reason, 0, payload, 2, payload.length - 2);
    return control(CLOSE, payload);
  }

  /** The end of a write that the system didn't take at once. */
  private final class Written implements Callback {
    @Override
    public void succeeded() {
      byte[] last;
      boolean isLast;
      synchronized (JettySocket.this) {
        writing = null;
        last = answer;
        isLast = closing;
      }
      if (last != null) {
        getEndPoint().write(Callback.from(JettySocket.this::abort), ByteBuffer.wrap(last));
      } else if (!isLast) {
        listener.written();
      }
    }

    @Override
    public void failed(Throwable cause) {
      listener.abort();
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }

  /** What the client sends. */
  private final class Incoming implements FrameParser.Sink {
    @Override
    public boolean frame() {
      listener.heard();
      return listener.frame();
    }

    @Override
    public boolean text(ByteBuffer piece, boolean last) {
      listener.heard();
      return listener.text(piece, last);
    }

    @Override
    public void refused(FrameParser.Refused why) {
      listener.refused(why);
    }

    @Override
    public void ping(byte[] payload) {
      listener.pinged(payload);
    }

    @Override
    public void pong() {
      // That it came is enough.
    }

    @Override
    public void close(byte[] payload) {
      listener.closedByClient();
      answer(echo(payload));
    }

    @Override
    public void violation(String why) {
      LOG.log(Level.DEBUG, "a socket failed: {0}", why);
      listener.violated(why);
    }

    /** Says the same code back, or none where there is none, or what is wrong with it. */
    private static byte[] echo(byte[] payload) {
      if (payload.length == 0) {
        return control(CLOSE, NOTHING);
      }
      return payload.length > 1 && isCode((payload[0] & 0xFF) << 8 | (payload[1] & 0xFF))
          ? control(CLOSE, Arrays.copyOf(payload, 2))
          : JettySocket.close(VIOLATION, NOTHING);
    }

    /** Whether it may stand in a frame: RFC 6455, section 7.4. */
    private static boolean isCode(int code) {
      return (code >= 1000 && code <= 1014 && (code < 1004 || code > 1006))
          || (code >= 3000 && code <= 4999);
    }
  }
}
