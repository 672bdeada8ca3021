package chat.adapter.web.socket.fanout;

import chat.adapter.web.socket.connection.Connection;
import chat.adapter.web.socket.wire.Frames;
import chat.domain.message.RoomEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Carries events from the lanes to the sockets of one event loop, on the loop's thread: each room's
 * in order, each encoded once, each socket written once for all that had piled up. It never waits
 * for a socket.
 */
final class FanOut {
  private static final Logger LOG = System.getLogger(FanOut.class.getName());

  /** After this time a room may be notified once more that a user joined or left. */
  private static final Duration PRESENCE_PAUSE = Duration.ofSeconds(1);

  private final Executor loop;
  private final int limit;
  private final BiConsumer<Duration, Runnable> timer;
  private final LiveEncoding live;
  private final NumberedEncoding numbered;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition space = lock.newCondition();
  private final Condition rest = lock.newCondition();

  // Guarded by the lock.
  private final List<LocalRoom> ready = new ArrayList<>();
  private List<Answer> answers = new ArrayList<>();
  private int queued;
  private boolean busy;
  private boolean stopped;

  /**
   * @param loop runs things soon, one after another
   * @param limit how many events may wait before whoever brings messages has to
   * @param timer runs something after a while, on another thread
   */
  FanOut(
      Executor loop,
      int limit,
      BiConsumer<Duration, Runnable> timer,
      LiveEncoding live,
      NumberedEncoding numbered) {
    this.loop = loop;
    this.limit = limit;
    this.timer = timer;
    this.live = live;
    this.numbered = numbered;
  }

  /**
   * Takes events of a room. Whoever brings messages waits while too many are queued: that is what
   * slows the lanes down. Who comes and goes is taken at once, because it is told by threads that
   * serve sockets.
   */
  void publish(LocalRoom room, List<RoomEvent> events) {
    boolean patient = events.get(0) instanceof RoomEvent.Logged;
    boolean begins;
    lock.lock();
    try {
      while (patient && queued >= limit && !stopped) {
        space.awaitUninterruptibly();
      }
      if (stopped) {
        return;
      }
      queued += events.size();
      begins = room.append(events) && begins(room);
    } finally {
      lock.unlock();
    }
    if (begins) {
      loop.execute(this::run);
    }
  }

  /** What one client is answered, such as an acknowledgement. */
  private record Answer(Connection connection, Frames frames) {}

  /**
   * Takes an answer for one client, which goes out in one write with the events that wait for it: a
   * sender gets its message and its acknowledgement at the same time. Never blocks.
   */
  void deliver(Connection connection, Frames answer) {
    boolean taken;
    boolean begins = false;
    lock.lock();
    try {
      taken = !stopped;
      if (taken) {
        answers.add(new Answer(connection, answer));
        begins = begins();
      }
    } finally {
      lock.unlock();
    }
    if (!taken) {
      connection.deliver(answer);
    } else if (begins) {
      loop.execute(this::run);
    }
  }

  /** Has the loop see to the room; {@code mark} says what for, under the lock. */
  private void wake(LocalRoom room, Predicate<LocalRoom> mark) {
    boolean begins;
    lock.lock();
    try {
      begins = !stopped && mark.test(room) && begins(room);
    } finally {
      lock.unlock();
    }
    if (begins) {
      loop.execute(this::run);
    }
  }

  /** Under the lock: there is something for a room; returns whether the loop must be told. */
  private boolean begins(LocalRoom room) {
    ready.add(room);
    return begins();
  }

  /** Under the lock: there is something to do; returns whether the loop must be told. */
  private boolean begins() {
    boolean begins = !busy;
    busy = true;
    return begins;
  }

  /** On the loop's thread. */
  private void run() {
    var rooms = new ArrayList<LocalRoom>();
    var works = new ArrayList<LocalRoom.Work>();
    List<Answer> answered;
    lock.lock();
    try {
      answered = answers;
      answers = new ArrayList<>();
      for (var room : ready) {
        var todo = room.take();
        queued -= todo.events().size();
        rooms.add(room);
        works.add(todo);
      }
      ready.clear();
      space.signalAll();
    } finally {
      lock.unlock();
    }
    answered.forEach(answer -> answer.connection().cork(answer.frames()));
    for (int i = 0; i < rooms.size(); i++) {
      deliver(rooms.get(i), works.get(i));
    }
    answered.forEach(answer -> answer.connection().mailbox().uncork());
    boolean goesOn;
    lock.lock();
    try {
      goesOn = !ready.isEmpty() || !answers.isEmpty();
      busy = goesOn;
      if (!goesOn) {
        rest.signalAll();
      }
    } finally {
      lock.unlock();
    }
    if (goesOn) {
      // What has come in meanwhile is read first.
      loop.execute(this::run);
    }
  }

  private void deliver(LocalRoom room, LocalRoom.Work todo) {
    var audience = room.audience();
    try {
      if (audience.size() == 0) {
        room.presence().clear();
      }
      var events = throttled(room, todo);
      if (!audience.live().isEmpty()) {
        live.encode(events, frames -> tell(audience.live(), one -> one.told(frames)));
      }
      if (!audience.numbered().isEmpty()) {
        tellByNumber(room, audience.numbered(), events, todo.newsDue());
      } else if (todo.newsDue()) {
        room.news().clear();
      }
    } catch (RuntimeException | Error bug) {
      // Whatever it was, the loop goes on: all rooms depend on it.
      live.forget();
      numbered.forget();
      LOG.log(Level.ERROR, "a room's events could not be handed on", bug);
    }
  }

  /** What is to be told, where nobody joins and leaves too often. */
  private List<RoomEvent> throttled(LocalRoom room, LocalRoom.Work todo) {
    var presence = room.presence();
    // What was withheld is older than what has come since.
    var released = todo.refillDue() ? presence.refill() : List.<RoomEvent>of();
    var admitted = presence.admit(todo.events());
    if (presence.mustSchedule()) {
      timer.accept(PRESENCE_PAUSE, () -> wake(room, LocalRoom::refillIsDue));
    }
    return released.isEmpty()
        ? admitted
        : Stream.concat(released.stream(), admitted.stream()).toList();
  }

  private void tellByNumber(
      LocalRoom room, List<Listener.Numbered> all, List<RoomEvent> events, boolean newsDue) {
    var logged = new ArrayList<RoomEvent.Logged>(events.size());
    for (var event : events) {
      if (event instanceof RoomEvent.Logged one) {
        logged.add(one);
        if (event instanceof RoomEvent.Posted posted) {
          room.news().said(posted.message().author().id());
        }
      } else if (room.news().add(event)) {
        timer.accept(coalescing(all.size()), () -> wake(room, LocalRoom::newsAreDue));
      }
    }
    numbered.encode(logged, frames -> tell(all, one -> one.told(frames)));
    var news = newsDue ? room.news().take() : List.<RoomEvent>of();
    if (!news.isEmpty()) {
      var frames = numbered.news(news);
      tell(all, one -> one.toldNews(frames));
    }
  }

  /** How long news wait for more of them: the longer, the more each of them costs. */
  private static Duration coalescing(int listeners) {
    return Duration.ofMillis(Math.min(50 + listeners / 5, 250));
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
      while (busy && nanos > 0) {
        nanos = rest.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more; what was taken is handed on all the same. */
  void close() {
    lock.lock();
    try {
      stopped = true;
      space.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
