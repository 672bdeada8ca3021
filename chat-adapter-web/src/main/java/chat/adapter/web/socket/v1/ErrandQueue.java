package chat.adapter.web.socket.v1;

import chat.adapter.web.socket.connection.Unfinished;
import chat.adapter.web.socket.wire.MemoryBudget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What one socket has waiting for the store, one thing after another, so that who leaves a room and
 * joins it again is answered in that order. It counts against the budget of all sockets, and what
 * the socket has under way. Thread-safe, never blocks.
 */
final class ErrandQueue {
  private final Errands threads;
  private final MemoryBudget budget;
  private final Unfinished unfinished;

  // Guarded by this.
  private final ArrayDeque<Errand> waiting = new ArrayDeque<>(2);
  private int bytes;
  private boolean busy;

  /**
   * @param bytes of the budget, until it is done or forgotten
   */
  private record Errand(int bytes, Runnable task) {
    /** Of an errand alone, with its place in the queue. */
    static final int BASE_BYTES = 512;
  }

  ErrandQueue(Errands threads, MemoryBudget budget, Unfinished unfinished) {
    this.threads = threads;
    this.budget = budget;
    this.unfinished = unfinished;
  }

  /**
   * Has the task run after those before it, on another thread.
   *
   * @param moreBytes about how many it keeps beside itself
   */
  void add(int moreBytes, Runnable task) {
    var errand = new Errand(Errand.BASE_BYTES + moreBytes, task);
    unfinished.begin(errand.bytes());
    budget.take(errand.bytes());
    boolean begins;
    synchronized (this) {
      waiting.add(errand);
      bytes += errand.bytes();
      begins = !busy;
      busy = true;
    }
    if (begins) {
      threads.run(this::runNext);
    }
  }

  private void runNext() {
    Errand errand;
    synchronized (this) {
      errand = waiting.poll();
      busy = errand != null;
    }
    if (errand == null) {
      // All of them were forgotten.
      return;
    }
    try {
      errand.task().run();
    } finally {
      ended(errand);
      boolean more;
      synchronized (this) {
        more = !waiting.isEmpty();
        busy = more;
      }
      if (more) {
        threads.run(this::runNext);
      }
    }
  }

  private void ended(Errand errand) {
    synchronized (this) {
      bytes -= errand.bytes();
    }
    budget.giveBack(errand.bytes());
    unfinished.end(errand.bytes());
  }

  /** Whether something waits or runs. */
  synchronized boolean isBusy() {
    return busy;
  }

  /** How many bytes of the budget it has. */
  synchronized int bytes() {
    return bytes;
  }

  /** Forgets what hasn't begun. */
  void clear() {
    List<Errand> forgotten;
    synchronized (this) {
      forgotten = new ArrayList<>(waiting);
      waiting.clear();
    }
    forgotten.forEach(this::ended);
  }
}
