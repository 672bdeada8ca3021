package chat.application.log;

import chat.domain.Deadline;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The events that this process has committed and the consumer hasn't taken yet. Readers wait here
 * until the events that were committed before their call have been taken.
 *
 * <p>The follower lets events gather until a reader waits, because waking it for each of them costs
 * more than consuming them. Bounded in events and bytes: of what doesn't fit only the rooms are
 * kept, and their events are read from the log. Any thread may call it.
 */
final class Hints {
  private static final int MAX_EVENTS = 16_384;
  private static final long MAX_BYTES = 16L << 20;

  /** Of more rooms than that with dropped events, the follower compares all rooms. */
  private static final int MAX_ROOMS = 1_024;

  /** An event's objects, without its text. */
  private static final int EVENT_BYTES = 256;

  /** So many are taken at once: a reader that comes then waits for some milliseconds. */
  private static final int ENOUGH = 512;

  /** Fewer are taken after so long. */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition taken = lock.newCondition();
  private List<RoomEvent.Logged> waiting = new ArrayList<>();
  private Set<RoomId> incomplete = new HashSet<>();
  private long bytes;
  private boolean overflown;
  private int readers;
  private boolean closed;
  private long counted;
  private long applied = -1;

  /**
   * What has come since the last one.
   *
   * @param incomplete rooms that have more events in the log than are here
   * @param overflown whether any room may have
   * @param count for {@link #applied}, once the consumer has taken all of it
   */
  record Batch(
      List<RoomEvent.Logged> events, Set<RoomId> incomplete, boolean overflown, long count) {}

  /** Never blocks. */
  void add(List<RoomEvent> events) {
    lock.lock();
    try {
      boolean wasEmpty = waiting.isEmpty();
      for (var event : events) {
        if (event instanceof RoomEvent.Logged logged) {
          counted++;
          add(logged);
        }
      }
      if (isDue() || (wasEmpty && !waiting.isEmpty())) {
        arrived.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void add(RoomEvent.Logged event) {
    long more = EVENT_BYTES + 2L * event.message().text().length();
    if (waiting.size() < MAX_EVENTS && bytes + more <= MAX_BYTES) {
      waiting.add(event);
      bytes += more;
    } else if (incomplete.size() < MAX_ROOMS) {
      incomplete.add(event.room());
    } else if (!incomplete.contains(event.room())) {
      overflown = true;
    }
  }

  private boolean isDue() {
    return closed
        || !incomplete.isEmpty()
        || waiting.size() >= ENOUGH
        || (readers > 0 && !waiting.isEmpty());
  }

  /** Waits at most so long for a first event, and a moment for others to gather. */
  Batch take(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (waiting.isEmpty() && !isDue() && left > 0) {
        left = arrived.awaitNanos(left);
      }
      left = Math.min(left, GATHER_NANOS);
      while (!isDue() && left > 0) {
        left = arrived.awaitNanos(left);
      }
      var batch = new Batch(waiting, incomplete, overflown, counted);
      waiting = new ArrayList<>();
      incomplete = new HashSet<>();
      bytes = 0;
      overflown = false;
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** The consumer has taken everything up to a batch. */
  void applied(long count) {
    lock.lock();
    try {
      applied = count;
      taken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The consumer is closed: nothing counts as taken. */
  void nothingApplied() {
    lock.lock();
    try {
      applied = -1;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until everything that has come by now was taken.
   *
   * @return false when the deadline was over before, or it is closed
   */
  boolean await(Deadline deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      return awaitApplied(counted, deadline);
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitApplied(long count, Deadline deadline) throws InterruptedException {
    readers++;
    try {
      if (isDue()) {
        arrived.signal();
      }
      long left = deadline.left().toNanos();
      while (applied < count && !closed && left > 0) {
        left = taken.awaitNanos(left);
      }
      return applied >= count;
    } finally {
      readers--;
    }
  }

  /**
   * Waits so long, or until it is closed.
   *
   * @return whether it is closed
   */
  boolean awaitClosed(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (!closed && left > 0) {
        left = arrived.awaitNanos(left);
      }
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Wakes everybody who waits. */
  void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signalAll();
      taken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
