package chat.adapter.search.message;

import chat.domain.Deadline;
import chat.domain.message.RoomEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What was committed and is not in the index yet. Events are counted as they come; whoever searches
 * waits until those that had come by then are in. Until somebody does they gather, because waking
 * the indexer for each of them takes longer than indexing it. Bounded: when too many wait, they are
 * forgotten, and read from the log instead. Thread-safe.
 */
final class Arrivals {
  /** More than these may wait for seconds, and the log has them anyway. */
  private static final int MOST = 16_384;

  /** So many are taken at once: a search that comes then waits for some milliseconds. */
  private static final int ENOUGH = 512;

  /** Fewer are taken after so long. */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition came = lock.newCondition();
  private final Condition wentIn = lock.newCondition();
  private List<RoomEvent.Logged> waiting = new ArrayList<>();
  private boolean forgotten;
  private int searches;
  private boolean closed;
  private long counted;
  private long applied = -1;

  /**
   * What has come since the last time.
   *
   * @param forgotten whether there was more
   * @param count to give back when all of it is in
   */
  record Batch(List<RoomEvent.Logged> events, boolean forgotten, long count) {}

  /** Takes note of events; never blocks. */
  void add(List<RoomEvent> events) {
    lock.lock();
    try {
      boolean wasEmpty = waiting.isEmpty();
      for (var event : events) {
        if (event instanceof RoomEvent.Logged logged) {
          counted++;
          if (waiting.size() < MOST) {
            waiting.add(logged);
          } else {
            forgotten = true;
          }
        }
      }
      if (isDue() || (wasEmpty && !waiting.isEmpty())) {
        came.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isDue() {
    return closed || forgotten || waiting.size() >= ENOUGH || (searches > 0 && !waiting.isEmpty());
  }

  /** Waits for a first event, and for others to gather; for a while at most. */
  Batch take(long millis) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (waiting.isEmpty() && !isDue() && left > 0) {
        left = came.awaitNanos(left);
      }
      left = Math.min(left, GATHER_NANOS);
      while (!isDue() && left > 0) {
        left = came.awaitNanos(left);
      }
      var batch = new Batch(waiting, forgotten, counted);
      waiting = new ArrayList<>();
      forgotten = false;
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** All that had come with a batch, and before, is in the index. */
  void applied(long count) {
    lock.lock();
    try {
      applied = count;
      wentIn.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** It has to begin again: nothing counts as being in. */
  void nothingApplied() {
    lock.lock();
    try {
      applied = -1;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until everything that has come by now is in the index, or the deadline is over.
   *
   * @return whether it is
   */
  boolean await(Deadline deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      return awaitLocked(counted, deadline);
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitLocked(long wanted, Deadline deadline) throws InterruptedException {
    searches++;
    try {
      if (isDue()) {
        came.signal();
      }
      long left = deadline.left().toNanos();
      while (applied < wanted && !closed && left > 0) {
        left = wentIn.awaitNanos(left);
      }
      return applied >= wanted;
    } finally {
      searches--;
    }
  }

  /** Wakes whoever waits. */
  void close() {
    lock.lock();
    try {
      closed = true;
      came.signalAll();
      wentIn.signalAll();
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
