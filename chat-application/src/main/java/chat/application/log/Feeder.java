package chat.application.log;

import chat.domain.message.ConsumerUnavailable.Reason;
import chat.domain.message.Epoch;
import chat.domain.message.Epochs;
import chat.domain.message.LogConsumer;
import chat.domain.message.LogProgress;
import chat.domain.message.LogProgress.State;
import chat.domain.message.MessageLog;
import chat.domain.message.MessageLog.Head;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Feeds an open consumer: first what it lacks, by comparing all rooms, then what happens. For one
 * thread, from an opening of the consumer to its closing.
 */
final class Feeder {
  private static final Logger LOG = System.getLogger(LogFollower.class.getName());

  private static final int PAGE = 2_000;
  private static final int ROOMS = 10_000;

  /** Looks for events of other processes take at most a twentieth of the time. */
  private static final int IDLE_FOR_EACH_LOOK = 20;

  /** How long the events that a look has seen may still come as hints. */
  private static final long HINTS_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** A flush waits for the disk, which the log needs more. */
  private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final long FLUSH_EVENTS = 1_000_000;
  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long WORTH_REPORTING = 10_000;

  private final LogConsumer consumer;
  private final MessageLog log;
  private final Epochs epochs;
  private final Hints hints;
  private final Outages outages;
  private final Pace pace;
  private final Consumer<LogProgress> progress;

  /** Before it has caught up. */
  private State state;

  /** How many events the log has, as far as is known. */
  private long expected;

  private long unflushed;
  private long lastFlush = System.nanoTime();
  private long nextLook = System.nanoTime();
  private long lastReport = System.nanoTime();

  /**
   * @param consumer open
   * @param rebuilding whether it began from nothing
   * @param progress notified on this thread
   */
  Feeder(
      LogConsumer consumer,
      MessageLog log,
      Epochs epochs,
      Hints hints,
      Outages outages,
      Pace pace,
      boolean rebuilding,
      Consumer<LogProgress> progress) {
    this.consumer = consumer;
    this.log = log;
    this.epochs = epochs;
    this.hints = hints;
    this.outages = outages;
    this.pace = pace;
    this.progress = progress;
    state = rebuilding ? State.REBUILDING : State.CATCHING_UP;
  }

  /** Returns when the hints are closed or the epoch isn't that one any more. */
  void run(Epoch epoch) throws InterruptedException {
    report();
    var sweep = new Sweep(log);
    compareAll();
    caughtUp();
    while (!hints.isClosed()) {
      consumer.check();
      takeHints(nextLook - System.nanoTime(), sweep);
      if (nextLook - System.nanoTime() <= 0) {
        if (!epochs.current().equals(epoch)) {
          LOG.log(Level.INFO, "{0} begins again in another epoch", consumer.name());
          return;
        }
        look(sweep);
      }
      report();
      flushIfDue();
    }
    flush();
  }

  private void caughtUp() {
    if (hints.isClosed()) {
      return;
    }
    boolean rebuilt = state == State.REBUILDING;
    if (rebuilt || unflushed > WORTH_REPORTING) {
      LOG.log(Level.INFO, "{0} has all {1} events", consumer.name(), consumer.events());
    }
    flush();
    if (rebuilt) {
      // Something was written, if only the beginning.
      outages.overcome(Reason.OUT_OF_SPACE);
    }
    outages.storeIsThere();
    state = State.READY;
    // The first look is due at once, so that readers who wait already are answered.
    nextLook = System.nanoTime();
    report();
  }

  /** Waits at most so long for hints, not at all when that is negative, and takes them. */
  private void takeHints(long nanos, Sweep sweep) throws InterruptedException {
    var batch = hints.take(nanos);
    apply(batch, sweep);
    hints.applied(batch.count());
  }

  private void apply(Hints.Batch batch, Sweep sweep) {
    var rooms = new LinkedHashMap<RoomId, List<RoomEvent.Logged>>();
    for (var event : batch.events()) {
      rooms.computeIfAbsent(event.room(), room -> new ArrayList<>()).add(event);
    }
    rooms.forEach(this::take);
    batch.incomplete().forEach(this::readRoom);
    rooms.keySet().forEach(sweep::active);
    batch.incomplete().forEach(sweep::active);
    if (batch.overflown()) {
      compareAll();
    }
  }

  /** Takes what goes on from the position, and reads the rest from the log. */
  private void take(RoomId room, List<RoomEvent.Logged> hinted) {
    long next = consumer.position(room) + 1;
    var following = new ArrayList<RoomEvent.Logged>(hinted.size());
    boolean gap = false;
    for (var event : hinted) {
      if (event.seq() == next) {
        following.add(event);
        next++;
      } else {
        gap |= event.seq() > next;
      }
    }
    if (!following.isEmpty()) {
      take(following);
    }
    if (gap) {
      readRoom(room);
    }
  }

  private void take(List<RoomEvent.Logged> events) {
    consumer.take(events);
    unflushed += events.size();
  }

  private void look(Sweep sweep) throws InterruptedException {
    long began = System.nanoTime();
    var ahead = new LinkedHashMap<RoomId, Head>();
    sweep.look(
        head -> {
          if (isAhead(head)) {
            ahead.put(head.room(), head);
          }
        });
    long took = System.nanoTime() - began;
    awaitHints(ahead, sweep);
    for (var room : ahead.keySet()) {
      readRoom(room);
      sweep.active(room);
    }
    nextLook = System.nanoTime() + Math.max(pace.look().toNanos(), IDLE_FOR_EACH_LOOK * took);
  }

  /**
   * Takes hints until they have brought the rooms forward, but not for long: what this process
   * committed just before the look is on its way, and costs less as a hint than as a read.
   */
  private void awaitHints(Map<RoomId, Head> ahead, Sweep sweep) throws InterruptedException {
    long deadline = System.nanoTime() + HINTS_NANOS;
    while (!ahead.isEmpty() && !hints.isClosed()) {
      long left = deadline - System.nanoTime();
      takeHints(left, sweep);
      ahead.values().removeIf(head -> consumer.position(head.room()) >= head.seq());
      if (left <= 0) {
        return;
      }
    }
  }

  private boolean isAhead(Head head) {
    long position = consumer.position(head.room());
    if (head.seq() < position) {
      throw new IllegalStateException(
          "the log of room %d ends at %d, and %s has %d events of it"
              .formatted(head.room().value(), head.seq(), consumer.name(), position));
    }
    return head.seq() > position;
  }

  /** Reads what the consumer lacks of all rooms. */
  private void compareAll() {
    expected = 0;
    boolean behind = false;
    long after = 0;
    List<Head> page;
    do {
      page = log.heads(after, ROOMS);
      for (var head : page) {
        after = head.room().value();
        expected += head.seq();
        behind |= isAhead(head);
      }
    } while (page.size() == ROOMS);
    // The second time, so that the progress is known from the beginning.
    after = 0;
    while (behind && !hints.isClosed()) {
      page = log.heads(after, ROOMS);
      for (var head : page) {
        after = head.room().value();
        if (isAhead(head)) {
          readRoom(head.room());
        }
      }
      behind = page.size() == ROOMS;
    }
  }

  private void readRoom(RoomId room) {
    var page = log.after(room, consumer.position(room), PAGE);
    while (!page.isEmpty() && !hints.isClosed()) {
      long last = page.get(page.size() - 1).seq();
      // The next page is read while the consumer takes this one.
      var next =
          page.size() < PAGE
              ? CompletableFuture.completedFuture(List.<RoomEvent.Logged>of())
              : CompletableFuture.supplyAsync(() -> log.after(room, last, PAGE));
      take(page);
      report();
      flushIfDue();
      page = joined(next);
    }
  }

  private static List<RoomEvent.Logged> joined(CompletableFuture<List<RoomEvent.Logged>> page) {
    try {
      return page.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException why) {
        throw why;
      }
      throw e;
    }
  }

  private void report() {
    long done = consumer.events();
    expected = Math.max(expected, done);
    progress.accept(new LogProgress(state, done, expected));
    long now = System.nanoTime();
    if (expected - done > WORTH_REPORTING && now - lastReport > REPORT_NANOS) {
      lastReport = now;
      LOG.log(
          Level.INFO,
          "{0} has {1} of {2} events, {3} %",
          consumer.name(),
          done,
          expected,
          done * 100 / expected);
    }
  }

  private void flushIfDue() {
    boolean late = System.nanoTime() - lastFlush > FLUSH_NANOS;
    if (unflushed >= FLUSH_EVENTS || (unflushed > 0 && late)) {
      flush();
    }
  }

  private void flush() {
    if (unflushed > 0) {
      consumer.flush();
      outages.overcome(Reason.OUT_OF_SPACE);
    }
    unflushed = 0;
    lastFlush = System.nanoTime();
  }
}
