package chat.adapter.web.socket;

import chat.domain.message.RoomEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Carries events from the lanes to the sockets on a thread of its own: each room's in order, each
 * encoded once, each socket written once for all that had piled up. It never waits for a socket.
 */
final class FanOut implements AutoCloseable {
  private static final Logger LOG = System.getLogger(FanOut.class.getName());

  private final int limit;
  private final Thread thread = new Thread(this::run, "chat-fan-out");
  private final Encoding encoding = new Encoding(Encoding.PIECE_BYTES + 32_768);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition space = lock.newCondition();
  private final Condition rest = lock.newCondition();

  // Guarded by the lock.
  private final ArrayDeque<LocalRoom> ready = new ArrayDeque<>();
  private int queued;
  private boolean busy;
  private boolean stopped;

  /**
   * @param limit how many events may wait before whoever brings messages has to
   */
  FanOut(int limit) {
    this.limit = limit;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /**
   * Takes events of a room. Whoever brings messages waits while too many are queued: that is what
   * slows the lanes down. Who comes and goes is taken at once, because it is told by threads that
   * serve sockets.
   */
  void publish(LocalRoom room, List<RoomEvent> events) {
    boolean patient = events.get(0) instanceof RoomEvent.Logged;
    lock.lock();
    try {
      while (patient && queued >= limit && !stopped) {
        space.awaitUninterruptibly();
      }
      if (stopped) {
        return;
      }
      if (!room.hasPending()) {
        ready.add(room);
        work.signal();
      }
      room.append(events);
      queued += events.size();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (true) {
        LocalRoom room;
        List<RoomEvent> events;
        lock.lock();
        try {
          busy = false;
          while (ready.isEmpty()) {
            rest.signalAll();
            if (stopped) {
              return;
            }
            work.await();
          }
          busy = true;
          room = ready.remove();
          events = room.takePending();
          queued -= events.size();
          space.signalAll();
        } finally {
          lock.unlock();
        }
        deliver(room, events);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(LocalRoom room, List<RoomEvent> events) {
    var members = room.members();
    if (members.length == 0) {
      return;
    }
    try {
      encoding.encode(
          events,
          frames -> {
            for (var member : members) {
              hand(member, frames);
            }
          });
    } catch (RuntimeException | Error bug) {
      // Whatever it was, the thread goes on: all rooms depend on it.
      encoding.forget();
      LOG.log(Level.ERROR, "a room's events could not be handed on", bug);
    }
  }

  private static void hand(Member member, Frames frames) {
    try {
      member.deliver(frames);
    } catch (RuntimeException | Error bug) {
      // One member's trouble must not keep the frames from the others.
      LOG.log(Level.ERROR, "a member could not be written to", bug);
      member.abort();
    }
  }

  /** Waits until everything taken so far was handed to the sockets, but no longer than that. */
  void settle(Duration atMost) throws InterruptedException {
    long nanos = atMost.toNanos();
    lock.lock();
    try {
      while ((busy || !ready.isEmpty()) && nanos > 0) {
        nanos = rest.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more, hands on what was taken and ends the thread within a second. */
  @Override
  public void close() throws InterruptedException {
    lock.lock();
    try {
      stopped = true;
      work.signalAll();
      space.signalAll();
    } finally {
      lock.unlock();
    }
    thread.join(TimeUnit.SECONDS.toMillis(1));
  }
}
