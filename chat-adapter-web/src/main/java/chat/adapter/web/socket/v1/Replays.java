package chat.adapter.web.socket.v1;

import chat.adapter.web.socket.wire.MemoryBudget;
import java.util.ArrayDeque;
import java.util.function.IntConsumer;

/**
 * Reads what clients missed, page by page: a few pages at a time, each reserved from the budget
 * before it is read, one client after the other. The more clients replay, the smaller the pages.
 * What waits is one entry for each client that replays. Thread-safe, never blocks.
 */
final class Replays {
  /**
   * Fewer than there are threads for errands, so that joins never wait for all pages; and fewer
   * than there are cores, for a page costs the processor more than the client that asks for it.
   */
  private static final int MAX_READING =
      Math.max(1, Math.min(Errands.THREADS, Runtime.getRuntime().availableProcessors()) - 1);

  /** A page has at least one event, however large. */
  private static final int MIN_PAGE_BYTES = 4_096;

  /** The part of the budget, as a fraction, for a page of everybody who replays. */
  private static final int PART = 8;

  private final MemoryBudget budget;
  private final Errands errands;
  private final int maxPageBytes;

  // Guarded by this.
  private final ArrayDeque<IntConsumer> waiting = new ArrayDeque<>();
  private int clients;
  private int reading;

  /** Whether the budget had no space for the last page that was to be read. */
  private boolean starved;

  Replays(MemoryBudget budget, Errands errands, int maxPageBytes) {
    this.budget = budget;
    this.errands = errands;
    this.maxPageBytes = maxPageBytes;
  }

  /** A client begins to replay. */
  synchronized void begun() {
    clients++;
  }

  /** It has been told everything, or is gone. */
  synchronized void ended() {
    clients--;
  }

  /** Has a page read soon, on another thread, with the number of bytes that it may have. */
  void read(IntConsumer page) {
    synchronized (this) {
      waiting.add(page);
    }
    proceed();
  }

  /** Begins to read as many pages as may be read now. */
  void proceed() {
    while (true) {
      IntConsumer page;
      int bytes;
      synchronized (this) {
        bytes = pageBytes();
        if (waiting.isEmpty() || reading >= MAX_READING) {
          return;
        }
        starved = !budget.reserve(bytes);
        if (starved) {
          return;
        }
        page = waiting.remove();
        reading++;
      }
      errands.run(() -> read(page, bytes));
    }
  }

  private void read(IntConsumer page, int bytes) {
    try {
      page.accept(bytes);
    } finally {
      synchronized (this) {
        reading--;
      }
      // By now the client's mailbox pays for it.
      budget.giveBack(bytes);
      proceed();
    }
  }

  /** Whether no page can be read until other clients read what is kept for them. */
  synchronized boolean isStarved() {
    return starved && !waiting.isEmpty() && reading == 0;
  }

  /** Guarded by this. */
  private int pageBytes() {
    long share = budget.limit() / PART / Math.max(1, clients);
    return (int) Math.min(maxPageBytes, Math.max(MIN_PAGE_BYTES, share));
  }
}
