package chat.adapter.web.socket.wire;

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
public final class Mailbox {
  /** The part of the bound, as a fraction, beyond which nothing ephemeral is taken any more. */
  private static final int EPHEMERAL_PART = 4;

  /** The part of the bound, as a fraction, that may wait when there is room for a page. */
  private static final int LOW_PART = 8;

  private final Socket socket;
  private final int limit;
  private final MemoryBudget budget;

  // All guarded by this.
  private @Nullable ArrayDeque<Frames> waiting;
  private int waitingBytes;
  private boolean writing;

  /** Whether nothing is written until {@link #uncork}. */
  private boolean corked;

  private @Nullable Frames underWay;

  /** Whether what is under way is counted; not if the system takes it at once. */
  private boolean underWayHeld;

  /** How many writes have begun; it may overflow. */
  private int writes;

  private long writingSince;
  private long writtenSeq;
  private boolean pingWaits;
  private byte @Nullable [] pongWaits;
  private boolean sealed;
  private boolean gone;
  private int closeCode;
  private @Nullable LongFunction<String> closeReason;
  private @Nullable Runnable onLow;

  // Of the last look at the write under way.
  private int seenWrites;
  private int seenUnwritten;
  private long progressAt;

  /**
   * @param limit how much may wait for the client, in bytes
   * @param budget which it shares with all the others
   */
  public Mailbox(Socket socket, int limit, MemoryBudget budget) {
    this.socket = socket;
    this.limit = limit;
    this.budget = budget;
  }

  /**
   * Takes frames to write, or drops them when the socket is closing anyway, or when the client has
   * fallen behind and they are ephemeral.
   *
   * @return false when they don't fit any more
   */
  public boolean offer(Frames frames) {
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
        frames.hold(budget);
        return true;
      }
      writing = true;
      writes++;
      underWay = frames;
    }
    if (socket.write(frames)) {
      written();
    } else {
      holdUnderWay(frames);
    }
    return true;
  }

  /**
   * The same, but nothing is written before {@link #uncork}: what is offered until then goes out in
   * the same write.
   */
  public boolean cork(Frames frames) {
    synchronized (this) {
      if (!writing) {
        writing = true;
        corked = true;
      }
    }
    return offer(frames);
  }

  /** Writes what has been offered since {@link #cork}. Idempotent. */
  public void uncork() {
    synchronized (this) {
      if (!corked) {
        return;
      }
      corked = false;
    }
    proceed(true);
  }

  /** Counts what the system didn't take at once, unless it has been written meanwhile. */
  private synchronized void holdUnderWay(Frames frames) {
    if (underWay == frames && !underWayHeld && !sealed) {
      underWayHeld = true;
      writingSince = System.nanoTime();
      frames.hold(budget);
    }
  }

  /** Guarded by this. */
  private void releaseUnderWay() {
    if (underWay != null && underWayHeld) {
      underWay.release(budget);
    }
    underWayHeld = false;
  }

  /** Guarded by this. */
  private void forgetWaiting() {
    if (waiting != null) {
      waiting.forEach(frames -> frames.release(budget));
      waiting = null;
    }
    waitingBytes = 0;
  }

  /** Guarded by this. */
  private boolean isLow() {
    return backlog() <= limit / LOW_PART;
  }

  /** How many bytes are kept for the client: those that wait, and those that are being written. */
  public synchronized int backlog() {
    return waitingBytes + (underWayHeld && underWay != null ? underWay.cost() : 0);
  }

  /** Whether a write is under way and has made no progress for so long, as of several looks. */
  public synchronized boolean isStuck(long now, long nanos) {
    if (!writing) {
      return false;
    }
    int unwritten = socket.unwritten();
    if (seenWrites != writes || seenUnwritten != unwritten) {
      seenWrites = writes;
      seenUnwritten = unwritten;
      progressAt = now;
    }
    return now - progressAt > nanos;
  }

  /** Whether one write with something inside has been under way for so long. */
  public synchronized boolean isSlow(long now, long nanos) {
    return underWayHeld && now - writingSince > nanos;
  }

  /** Guarded by this. An empty mailbox takes anything: a client that keeps up is never refused. */
  private boolean fits(Frames frames) {
    return waitingBytes == 0 || waitingBytes + frames.cost() <= limit;
  }

  /** Guarded by this. */
  private void dropEphemeral() {
    if (waiting != null) {
      waiting.removeIf(
          frames -> {
            if (frames.ephemeral()) {
              frames.release(budget);
            }
            return frames.ephemeral();
          });
      waitingBytes = waiting.stream().mapToInt(Frames::cost).sum();
    }
  }

  /**
   * Runs something once, now or later, when so little is kept that a page of a replay fits. One at
   * a time; forgotten when the connection ends before. It must be quick.
   */
  public void whenLow(Runnable action) {
    synchronized (this) {
      if (sealed) {
        return;
      }
      if (!isLow()) {
        onLow = action;
        return;
      }
    }
    action.run();
  }

  public void ping() {
    synchronized (this) {
      pingWaits = !sealed;
    }
    proceed(false);
  }

  /** Answers the latest ping alone (RFC 6455, section 5.5.3), so that pings can't pile up. */
  public void pong(byte[] payload) {
    synchronized (this) {
      pongWaits = sealed ? null : payload;
    }
    proceed(false);
  }

  /** Closes after all that waits. */
  public void closeAfterwards(int code, String reason) {
    seal(code, seq -> reason, false);
  }

  /** Closes as soon as the write under way has ended, and forgets all else at once. */
  public void closeInstead(int code, LongFunction<String> reason) {
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
        forgetWaiting();
        // It goes with the connection, very soon.
        releaseUnderWay();
        pongWaits = null;
      }
      pingWaits = false;
    }
    proceed(false);
  }

  /** Forgets everything and writes nothing more; the connection is gone. */
  public synchronized void discard() {
    sealed = true;
    gone = true;
    forgetWaiting();
    releaseUnderWay();
    underWay = null;
    pongWaits = null;
    closeReason = null;
    onLow = null;
  }

  /** The write under way has ended well; never told of a close, which is the last one. */
  public void written() {
    proceed(true);
  }

  /** How many bytes wait behind the write under way, with what keeping them costs. */
  public synchronized int waitingBytes() {
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
            releaseUnderWay();
            underWay = null;
          }
        }
        if (writing || gone) {
          return;
        }
        next = next();
        writing = next != null;
        if (writing) {
          writes++;
          writingSince = System.nanoTime();
        }
        if (!sealed && isLow()) {
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
      underWayHeld = true;
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
    var all = Frames.join(parts);
    all.hold(budget);
    parts.forEach(part -> part.release(budget));
    return all;
  }
}
