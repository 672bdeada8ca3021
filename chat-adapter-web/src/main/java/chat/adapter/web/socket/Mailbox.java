package chat.adapter.web.socket;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one client hasn't been written yet, bounded in bytes. One write is under way at a time; what
 * arrives meanwhile goes out together in the next. Of a client that falls behind, what is ephemeral
 * is dropped first. Thread-safe; never blocks.
 */
final class Mailbox {
  /** The part of the bound, as a fraction, beyond which nothing ephemeral is taken any more. */
  private static final int EPHEMERAL_PART = 4;

  /** The part of the bound, as a fraction, that may wait when there is room for a page. */
  private static final int LOW_PART = 8;

  private final Socket socket;
  private final int limit;

  // All guarded by this.
  private @Nullable ArrayDeque<Frames> waiting;
  private int waitingBytes;
  private boolean writing;
  private @Nullable Frames underWay;
  private long writtenSeq;
  private boolean pingWaits;
  private byte @Nullable [] pongWaits;
  private boolean sealed;
  private boolean gone;
  private int closeCode;
  private @Nullable LongFunction<String> closeReason;
  private @Nullable Runnable onLow;

  Mailbox(Socket socket, int limit) {
    this.socket = socket;
    this.limit = limit;
  }

  /**
   * Takes frames to write, or drops them when the socket is closing anyway, or when the client has
   * fallen behind and they are ephemeral.
   *
   * @return false when they don't fit any more
   */
  boolean offer(Frames frames) {
    synchronized (this) {
      if (sealed) {
        return true;
      }
      if (writing) {
        if (frames.ephemeral() && (waitingBytes > limit / EPHEMERAL_PART || !fits(frames))) {
          return true;
        }
        if (!fits(frames)) {
          dropEphemeral();
        }
        if (!fits(frames)) {
          return false;
        }
        if (waiting == null) {
          waiting = new ArrayDeque<>(4);
        }
        waiting.add(frames);
        waitingBytes += frames.cost();
        return true;
      }
      writing = true;
      underWay = frames;
    }
    if (socket.write(frames)) {
      written();
    }
    return true;
  }

  /** Guarded by this. An empty mailbox takes anything: a client that keeps up is never refused. */
  private boolean fits(Frames frames) {
    return waitingBytes == 0 || waitingBytes + frames.cost() <= limit;
  }

  /** Guarded by this. */
  private void dropEphemeral() {
    if (waiting != null) {
      waiting.removeIf(Frames::ephemeral);
      waitingBytes = waiting.stream().mapToInt(Frames::cost).sum();
    }
  }

  /**
   * Runs something once, now or later, when so little waits that there is {@link #room}. One at a
   * time; forgotten when the connection ends before. It must be quick.
   */
  void whenLow(Runnable action) {
    synchronized (this) {
      if (sealed) {
        return;
      }
      if (waitingBytes > limit / LOW_PART) {
        onLow = action;
        return;
      }
    }
    action.run();
  }

  /** How many bytes of a page are surely taken when little waits. */
  int room() {
    return limit / 4;
  }

  void ping() {
    synchronized (this) {
      pingWaits = !sealed;
    }
    proceed(false);
  }

  /** Answers the latest ping alone (RFC 6455, section 5.5.3), so that pings can't pile up. */
  void pong(byte[] payload) {
    synchronized (this) {
      pongWaits = sealed ? null : payload;
    }
    proceed(false);
  }

  /** Closes after all that waits. */
  void closeAfterwards(int code, String reason) {
    seal(code, seq -> reason, false);
  }

  /** Closes as soon as the write under way has ended, and forgets all else at once. */
  void closeInstead(int code, LongFunction<String> reason) {
    seal(code, reason, true);
  }

  private void seal(int code, LongFunction<String> reason, boolean forget) {
    synchronized (this) {
      if (sealed) {
        return;
      }
      sealed = true;
      closeCode = code;
      closeReason = reason;
      if (forget) {
        waiting = null;
        waitingBytes = 0;
        pongWaits = null;
      }
      pingWaits = false;
    }
    proceed(false);
  }

  /** Forgets everything and writes nothing more; the connection is gone. */
  synchronized void discard() {
    sealed = true;
    gone = true;
    waiting = null;
    waitingBytes = 0;
    underWay = null;
    pongWaits = null;
    closeReason = null;
    onLow = null;
  }

  /** The write under way has ended well; never told of a close, which is the last one. */
  void written() {
    proceed(true);
  }

  /** How many bytes wait behind the write under way, with what keeping them costs. */
  synchronized int waitingBytes() {
    return waitingBytes;
  }

  /** Writes as long as there is something to write that the socket takes at once. */
  private void proceed(boolean ended) {
    boolean done = ended;
    while (true) {
      BooleanSupplier next;
      Runnable low = null;
      synchronized (this) {
        if (done) {
          writing = false;
          if (underWay != null) {
            writtenSeq = Math.max(writtenSeq, underWay.seq());
            underWay = null;
          }
        }
        if (writing || gone) {
          return;
        }
        next = next();
        writing = next != null;
        if (!sealed && waitingBytes <= limit / LOW_PART) {
          low = onLow;
          onLow = null;
        }
      }
      done = next != null && next.getAsBoolean();
      if (low != null) {
        low.run();
      }
      if (!done) {
        return;
      }
    }
  }

  /** Guarded by this. */
  private @Nullable BooleanSupplier next() {
    var pong = pongWaits;
    if (pong != null) {
      pongWaits = null;
      return () -> socket.pong(pong);
    }
    if (pingWaits) {
      pingWaits = false;
      return socket::ping;
    }
    if (waiting != null && !waiting.isEmpty()) {
      var frames = nextFrames(waiting);
      underWay = frames;
      return () -> socket.write(frames);
    }
    waiting = null;
    if (closeReason != null) {
      var reason = closeReason.apply(writtenSeq);
      closeReason = null;
      return () -> {
        socket.close(closeCode, reason);
        return false;
      };
    }
    return null;
  }

  /** Guarded by this. */
  private Frames nextFrames(ArrayDeque<Frames> queue) {
    var parts = new ArrayList<Frames>();
    int bytes = 0;
    do {
      var part = queue.remove();
      waitingBytes -= part.cost();
      bytes += part.bytes().length;
      parts.add(part);
    } while (!queue.isEmpty() && bytes + queue.element().bytes().length <= FrameWriter.PIECE_BYTES);
    return Frames.join(parts);
  }
}
