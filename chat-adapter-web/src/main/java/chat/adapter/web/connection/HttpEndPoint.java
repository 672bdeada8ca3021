package chat.adapter.web.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A client's connection that knows what it waits for, so that {@link Connections} can end it when
 * the client takes too long. Once it has become a WebSocket it does nothing of its own.
 *
 * <p>Jetty's idle timeout alone starts anew with every byte: a client that sends or takes one now
 * and then could wait for ever.
 */
final class HttpEndPoint extends SocketChannelEndPoint {
  /** What the connection does. Jetty reads and handles requests of one connection one by one. */
  private enum Phase {
    /** Waits for a request to begin. */
    IDLE,
    /** Has a part of a request's head. */
    HEAD,
    /** Has a whole head, and an answer that hasn't been given whole. */
    EXCHANGE,
    /** Speaks WebSocket. */
    UPGRADED
  }

  private final Connections connections;
  private final long openedNanos = System.nanoTime();

  private volatile Phase phase = Phase.IDLE;
  private volatile long phaseNanos = openedNanos;
  private volatile boolean asked;

  // Written by the thread that reads, one at a time.
  private int headBytes;
  private boolean headWaits;
  private int requestsInTurn;

  // Written by the thread that writes, one at a time; the pending flag last.
  private long stalledNanos;
  private long taken;
  private boolean stalled;
  private volatile boolean writePending;

  HttpEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      Connections connections) {
    super(channel, selector, key, scheduler);
    this.connections = connections;
  }

  /** The head is there; returns how many requests this connection has had in its turn so far. */
  int begin() {
    enter(Phase.EXCHANGE);
    asked = true;
    headBytes = 0;
    if (headWaits) {
      headWaits = false;
      connections.headArrived(this);
    }
    return ++requestsInTurn;
  }

  /** The answer is given, or never will be. Before Jetty goes on to the next request. */
  void end() {
    stalled = false;
    enter(Phase.IDLE);
  }

  private void enter(Phase next) {
    phaseNanos = System.nanoTime();
    phase = next;
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    int filled = super.fill(buffer);
    var now = phase;
    if (now == Phase.IDLE && filled > 0) {
      enter(Phase.HEAD);
      headBytes = filled;
    } else if (now == Phase.HEAD && filled > 0) {
      headBytes += filled;
    } else if (now == Phase.HEAD && filled == 0) {
      headWaits = true;
      connections.headWaits(this, headBytes);
    }
    if (filled <= 0) {
      // Others have their turn.
      requestsInTurn = 0;
    }
    return filled;
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    if (phase == Phase.UPGRADED) {
      return super.flush(buffers);
    }
    long before = remaining(buffers);
    boolean done;
    try {
      done = super.flush(buffers);
    } catch (EofException gone) {
      writePending = false;
      throw gone;
    }
    if (!done && !stalled) {
      stalled = true;
      stalledNanos = System.nanoTime();
      taken = 0;
    } else {
      taken += before - remaining(buffers);
    }
    writePending = !done;
    return done;
  }

  private static long remaining(ByteBuffer... buffers) {
    long bytes = 0;
    for (var buffer : buffers) {
      bytes += buffer.remaining();
    }
    return bytes;
  }

  @Override
  public void upgrade(Connection connection) {
    enter(Phase.UPGRADED);
    super.upgrade(connection);
  }

  @Override
  public void onClose(Throwable cause) {
    connections.headArrived(this);
    super.onClose(cause);
  }

  /**
   * Ends the connection when the client takes too long with what it is about.
   *
   * @param patience how long it may be, for each
   */
  void check(Patience patience, long nowNanos) {
    long nanos = nowNanos - phaseNanos;
    switch (phase) {
      case IDLE -> {
        var longest = asked ? patience.betweenRequests() : patience.firstByte();
        if (nanos > longest.toNanos()) {
          close(new TimeoutException("no request"));
        }
      }
      case HEAD -> {
        if (nanos > patience.head().toNanos()) {
          close(new TimeoutException("half a head"));
        }
      }
      case EXCHANGE -> {
        if (writePending && patience.tooSlow(nowNanos - stalledNanos, taken)) {
          close(new TimeoutException("an answer that nobody takes"));
        }
      }
      case UPGRADED -> {
        // It has rules of its own.
      }
    }
  }
}
