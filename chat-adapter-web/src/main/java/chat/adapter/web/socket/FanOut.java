package chat.adapter.web.socket;

import chat.domain.message.RoomEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Carries events from the lanes to the sockets on a thread of its own: each room's in order, each
 * encoded once, each socket written once for all that had piled up. It never waits for a socket.
 */
final class FanOut implements AutoCloseable {
  private static final Logger LOG = System.getLogger(FanOut.class.getName());

  private final int limit;
  private final Thread thread = new Thread(this::run, "chat-fan-out");
  private final PlainEncoding plain = new PlainEncoding(FrameWriter.PIECE_BYTES + 32_768);
  private final V1Encoding v1 = new V1Encoding(FrameWriter.PIECE_BYTES + 32_768);
  private final BiConsumer<Duration, Runnable> timer;

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
   * @param timer runs something after a while, on another thread
   */
  FanOut(int limit, BiConsumer<Duration, Runnable> timer) {
    this.limit = limit;
    this.timer = timer;
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
      if (room.append(events)) {
        ready.add(room);
        work.signal();
      }
      queued += events.size();
    } finally {
      lock.unlock();
    }
  }

  private void tellNews(LocalRoom room) {
    lock.lock();
    try {
      if (!stopped && room.newsAreDue()) {
        ready.add(room);
        work.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (true) {
        LocalRoom room;
        LocalRoom.Work todo;
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
          todo = room.take();
          queued -= todo.events().size();
          space.signalAll();
        } finally {
          lock.unlock();
        }
        deliver(room, todo);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(LocalRoom room, LocalRoom.Work todo) {
    var audience = room.audience();
    try {
      if (!audience.plain().isEmpty()) {
        plain.encode(
            todo.events(), frames -> tell(audience.plain(), listener -> listener.told(frames)));
      }
      if (!audience.seats().isEmpty()) {
        tellSeats(room, audience.seats(), todo);
      } else if (todo.newsDue()) {
        room.news().clear();
      }
    } catch (RuntimeException | Error bug) {
      // Whatever it was, the thread goes on: all rooms depend on it.
      plain.forget();
      v1.forget();
      LOG.log(Level.ERROR, "a room's events could not be handed on", bug);
    }
  }

  private void tellSeats(LocalRoom room, List<Seat> seats, LocalRoom.Work todo) {
    var logged = new ArrayList<RoomEvent.Logged>(todo.events().size());
    for (var event : todo.events()) {
      if (event instanceof RoomEvent.Logged one) {
        logged.add(one);
        if (event instanceof RoomEvent.Posted posted) {
          room.news().said(posted.message().author().id());
        }
      } else if (room.news().add(event)) {
        timer.accept(coalescing(seats.size()), () -> tellNews(room));
      }
    }
    v1.encode(logged, frames -> tell(seats, seat -> seat.told(frames)));
    var news = todo.newsDue() ? room.news().take() : List.<RoomEvent>of();
    if (!news.isEmpty()) {
      var frames = v1.news(news);
      tell(seats, seat -> seat.toldNews(frames));
    }
  }

  /** How long news wait for more of them: the longer, the more each of them costs. */
  private static Duration coalescing(int seats) {
    return Duration.ofMillis(Math.min(50 + seats / 5, 250));
  }

  private static <T extends Listener> void tell(List<T> listeners, Consumer<T> what) {
    for (var listener : listeners) {
      try {
        what.accept(listener);
      } catch (RuntimeException | Error bug) {
        // One client's trouble must not keep the frames from the others.
        LOG.log(Level.ERROR, "a client could not be written to", bug);
        listener.abort();
      }
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
