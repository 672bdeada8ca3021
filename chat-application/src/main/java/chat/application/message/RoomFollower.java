package chat.application.message;

import chat.application.message.FollowRoom.Following;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.message.RoomFeed.Subscriber;
import chat.domain.message.RoomFeed.Subscription;
import chat.domain.room.RoomId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows one room for all subscribers of this node, as long as there are any. It takes what the
 * feed delivers, puts it in order, reads from the log what is missing, and hands each event to each
 * subscriber once.
 *
 * <p>Events with a {@code seq} are handed on under {@link #delivery}, on the thread that brought
 * them; a subscriber may make that thread wait. So no thread that a subscriber waits for may take
 * that lock: subscribing, unsubscribing, {@link Following#position()} and events without a {@code
 * seq} do without it.
 *
 * <p>May be used by any thread.
 */
final class RoomFollower implements Subscriber {
  /** How many events are read from the log at once. */
  static final int PAGE = 256;

  /** How long a missing event may still come by the feed before the log is read. */
  static final Duration PATIENCE = Duration.ofMillis(20);

  /** After a failed read. */
  static final Duration RETRY = Duration.ofMillis(500);

  private static final Logger LOG = System.getLogger(RoomFollower.class.getName());

  private final RoomId room;
  private final MessageLog log;
  private final BiConsumer<Duration, Runnable> timer;

  /** Held while the room's head is read for the first time. */
  private final Object beginning = new Object();

  private volatile @Nullable Subscription subscription;

  /** Whether the position means something. */
  private volatile boolean begun;

  // Guarded by this. Places are replaced, never changed, so that they can be read without a lock.
  private volatile List<Place> places = List.of();
  private volatile boolean closed;

  private final ReentrantLock delivery = new ReentrantLock();

  // Written under the delivery lock.

  /** The last number that was handed on. */
  private volatile long position;

  /** Whether an append ended without an answer, and the log wasn't read to its end since. */
  private volatile boolean inDoubt;

  /** Whether the log turned out to be shorter than the position: another history. */
  private volatile boolean stopped;

  // Guarded by the delivery lock.

  /** The highest number that is known to exist. */
  private long known;

  /** How many appends ended without an answer. */
  private long doubts;

  /** Events above the next one. */
  private final EarlyEvents early;

  /** Whether {@link #mend} will be called or runs. */
  private boolean mending;

  /** The position when the gap was noticed that is being waited for. */
  private long gapAfter;

  /**
   * @param budget for events that wait, shared by the followers of all rooms
   * @param timer runs something that reads the log, after a pause and on another thread
   */
  RoomFollower(
      RoomId room, MessageLog log, EarlyBudget budget, BiConsumer<Duration, Runnable> timer) {
    this.room = room;
    this.log = log;
    early = new EarlyEvents(budget);
    this.timer = timer;
  }

  // Subscribers.

  /** Adds a subscriber, or returns null when the follower is closed for ever. */
  synchronized @Nullable Following add(Subscriber subscriber, Runnable onLast) {
    if (closed) {
      return null;
    }
    var place = new Place(subscriber, onLast);
    var more = new ArrayList<>(places);
    more.add(place);
    places = List.copyOf(more);
    return place;
  }

  private synchronized void remove(Place place) {
    if (closed || !places.contains(place)) {
      return;
    }
    places = places.stream().filter(other -> other != place).toList();
    if (places.isEmpty()) {
      closed = true;
      place.onLast.run();
      var feed = subscription;
      if (feed != null) {
        feed.close();
      }
    }
  }

  /** Compared by identity: one subscriber may follow a room twice. */
  private final class Place implements Following {
    private final Subscriber subscriber;
    private final Runnable onLast;

    Place(Subscriber subscriber, Runnable onLast) {
      this.subscriber = subscriber;
      this.onLast = onLast;
    }

    void hand(List<RoomEvent> events) {
      try {
        subscriber.on(events);
      } catch (Throwable broken) {
        // An Error too: one subscriber's failed assertion must not keep events from the others.
        LOG.log(Level.ERROR, "a subscriber of room " + room.value() + " failed", broken);
      }
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public void close() {
      remove(this);
    }
  }

  /**
   * Subscribes to the feed and reads where the room is, unless that was done. Called by a
   * subscriber that was added, which stays until this returns.
   */
  void begin(RoomFeed feed) {
    if (begun) {
      return;
    }
    synchronized (beginning) {
      if (begun) {
        return;
      }
      if (subscription == null) {
        // Before the head is read: what is stored in between is noticed.
        subscription = feed.subscribe(room, this);
      }
      goOnAfter(log.head(room));
    }
  }

  private void goOnAfter(long head) {
    delivery.lock();
    try {
      position = head;
      begun = true;
      stopped = false;
      mendSoon();
    } finally {
      delivery.unlock();
    }
  }

  // What comes in.

  @Override
  public void on(List<RoomEvent> events) {
    int logged = 0;
    for (var event : events) {
      if (event instanceof RoomEvent.Logged) {
        logged++;
      }
    }
    if (logged == events.size()) {
      deliver(events);
    } else if (logged == 0) {
      hand(events);
    } else {
      hand(events.stream().filter(event -> !(event instanceof RoomEvent.Logged)).toList());
      deliver(events.stream().filter(RoomEvent.Logged.class::isInstance).toList());
    }
  }

  private void deliver(List<RoomEvent> logged) {
    delivery.lock();
    try {
      take(logged);
      mendSoon();
    } finally {
      delivery.unlock();
    }
  }

  /** Under the delivery lock: hands on what is next, and keeps what is early if it may. */
  private void take(List<RoomEvent> logged) {
    if (!begun || stopped) {
      known = Math.max(known, highest(logged));
    } else if (early.isEmpty() && isNext(logged)) {
      advance(logged);
    } else {
      sort(logged);
    }
  }

  private boolean isNext(List<RoomEvent> logged) {
    long next = position;
    for (var event : logged) {
      next++;
      if (seq(event) != next) {
        return false;
      }
    }
    return true;
  }

  private void sort(List<RoomEvent> logged) {
    var next = new ArrayList<RoomEvent>(logged.size());
    for (var event : logged) {
      long expected = position + next.size() + 1;
      if (seq(event) == expected) {
        next.add(event);
        addEarly(next);
      } else if (seq(event) > expected) {
        known = Math.max(known, seq(event));
        early.keep((RoomEvent.Logged) event);
      }
    }
    if (!next.isEmpty()) {
      advance(List.copyOf(next));
    }
  }

  private void addEarly(List<RoomEvent> next) {
    RoomEvent event;
    while ((event = early.take(position + next.size() + 1)) != null) {
      next.add(event);
    }
  }

  private void advance(List<RoomEvent> next) {
    // Before it is handed on: a subscriber that reads the position gets all above it.
    position = seq(next.get(next.size() - 1));
    hand(next);
  }

  private void hand(List<RoomEvent> events) {
    for (var place : places) {
      place.hand(events);
    }
  }

  private static long highest(List<RoomEvent> logged) {
    return logged.stream().mapToLong(RoomFollower::seq).max().orElse(0);
  }

  private static long seq(RoomEvent logged) {
    return ((RoomEvent.Logged) logged).seq();
  }

  // What is missing.

  /** An append to this room ended without an answer: the log may have more than was published. */
  void doubt() {
    delivery.lock();
    try {
      doubts++;
      inDoubt = true;
      mendSoon();
    } finally {
      delivery.unlock();
    }
  }

  /**
   * The log has an event of this number. Where an append ended without an answer, returns when the
   * subscribers have everything, unless the log can't be read: then they get it later.
   */
  void reached(long seq) {
    if (position >= seq && !inDoubt) {
      return;
    }
    if (inDoubt) {
      catchUp();
    }
    delivery.lock();
    try {
      known = Math.max(known, seq);
      mendSoon();
    } finally {
      delivery.unlock();
    }
  }

  /**
   * Compares with the head that was read from the log.
   *
   * @param before the position, taken before the head was read
   */
  void compare(long before, long head) {
    if (head < before) {
      stop(before, head);
    } else if (head > position) {
      reached(head);
    }
  }

  private void stop(long before, long head) {
    delivery.lock();
    try {
      if (!stopped) {
        stopped = true;
        early.forget(Long.MAX_VALUE);
        LOG.log(
            Level.ERROR,
            "room {0} is at {1} and was at {2}: the database was put back. Its sockets get nothing"
                + " more until there is a new epoch (chat new-epoch)",
            room.value(),
            head,
            before);
      }
    } finally {
      delivery.unlock();
    }
  }

  boolean isFollowing() {
    return begun && !closed;
  }

  long position() {
    return position;
  }

  /** Goes on where the room is now, in the history that there is now. Reads the store. */
  void restart() {
    synchronized (beginning) {
      delivery.lock();
      try {
        begun = false;
        known = 0;
        early.forget(Long.MAX_VALUE);
      } finally {
        delivery.unlock();
      }
      try {
        goOnAfter(log.head(room));
      } catch (RuntimeException away) {
        timer.accept(RETRY, this::restart);
      }
    }
  }

  /** Under the delivery lock: has the log read if anything is missing, or may be. */
  private void mendSoon() {
    if (mending || !begun || stopped) {
      return;
    }
    if (inDoubt) {
      mendAfter(Duration.ZERO);
    } else if (known > position) {
      mendAfter(PATIENCE);
    }
  }

  /** Under the delivery lock. */
  private void mendAfter(Duration pause) {
    mending = true;
    gapAfter = position;
    timer.accept(pause, this::mend);
  }

  /** On a thread for mending: reads what is missing, a page at a time. */
  private void mend() {
    if (!isDue()) {
      return;
    }
    Duration next = null;
    try {
      if (readPage() == PAGE) {
        next = Duration.ZERO;
      }
    } catch (RuntimeException away) {
      LOG.log(Level.DEBUG, "room {0} waits for the store: {1}", room.value(), away.getMessage());
      next = RETRY;
    }
    delivery.lock();
    try {
      mending = false;
      if (next == null) {
        mendSoon();
      } else {
        mendAfter(next);
      }
    } finally {
      delivery.unlock();
    }
  }

  private boolean isDue() {
    delivery.lock();
    try {
      if (closed) {
        mending = false;
        early.forget(Long.MAX_VALUE);
        return false;
      }
      if (!begun || stopped || (known <= position && !inDoubt)) {
        mending = false;
        return false;
      }
      if (!inDoubt && gapAfter != position) {
        // Another gap than the one that was waited for; its event may be on its way.
        mendAfter(PATIENCE);
        return false;
      }
      return true;
    } finally {
      delivery.unlock();
    }
  }

  private void catchUp() {
    try {
      while (readPage() == PAGE) {
        // The next page.
      }
    } catch (RuntimeException away) {
      // The threads for mending try again.
      LOG.log(Level.DEBUG, "room {0} waits for the store: {1}", room.value(), away.getMessage());
    }
  }

  /** Reads what comes next and hands it on; returns how many events the log had. */
  private int readPage() {
    long from;
    long wanted;
    long asked;
    delivery.lock();
    try {
      if (!begun || stopped || closed) {
        return 0;
      }
      from = position;
      wanted = known;
      asked = doubts;
    } finally {
      delivery.unlock();
    }
    var page = log.after(room, from, PAGE);
    delivery.lock();
    try {
      if (position < from) {
        // It began again in another history meanwhile; the page is of the one before.
        return 0;
      }
      if (!page.isEmpty()) {
        take(List.copyOf(page));
      }
      if (page.size() < PAGE) {
        // One that came up meanwhile isn't settled.
        inDoubt = inDoubt && doubts != asked;
        dropUpTo(wanted);
      }
      return page.size();
    } finally {
      delivery.unlock();
    }
  }

  /** Under the delivery lock: what the log doesn't have up to a number isn't waited for. */
  private void dropUpTo(long wanted) {
    if (wanted > position && !stopped) {
      LOG.log(
          Level.WARNING,
          "room {0} ends at {1} in the log; dropped events up to {2}, which aren''t there",
          room.value(),
          position,
          wanted);
      early.forget(wanted);
      if (known == wanted) {
        known = position;
      }
    }
  }
}
