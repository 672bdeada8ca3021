package chat.application.user;

import chat.application.FairQueue;
import chat.application.Overloaded;
import chat.application.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where passwords are hashed: a few threads of their own and a bounded queue before them, so that
 * however many people log in at once, the rest of the server keeps its processors.
 *
 * <p>The queue is fair. Known sources ({@link Source#isKnown}) and unknown ones take turns, and so
 * do the sources of each kind: a known source waits for at most two passwords for each other known
 * source, however many strangers there are, and a stranger likewise. When the queue is full, work
 * of the kind that has less in it displaces work of the other kind; among its own kind a source
 * that has little displaces the newest work of the source that has most. What is displaced is
 * refused: a source that sends thousands gets what the others leave.
 *
 * <p>Thread-safe.
 */
public final class PasswordPool implements AutoCloseable {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final ThreadPoolExecutor threads;
  private final int most;

  private final Object lock = new Object();

  // Guarded by the lock.
  private final FairQueue<Source, Work<?>> known = new FairQueue<>();
  private final FairQueue<Source, Work<?>> unknown = new FairQueue<>();
  private boolean knownIsNext = true;
  private int running;
  private boolean closed;

  /**
   * @param size how many passwords are hashed at once
   * @param waiting how many more may wait before further ones are refused
   */
  public PasswordPool(int size, int waiting) {
    var number = new AtomicInteger();
    most = size + waiting;
    threads =
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            // One task for each work in the fair queue, which bounds both.
            new LinkedBlockingQueue<>(),
            task -> {
              var thread = new Thread(task, "passwords-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Runs the work when its turn comes. Never blocks.
   *
   * @return fails with {@link Overloaded} when the work has no turn: at once, or later when it is
   *     displaced
   */
  public <T> CompletionStage<T> submit(Source source, Supplier<T> work) {
    var offered = new Work<>(work, new CompletableFuture<>());
    var refused = enqueue(source, offered, true);
    if (refused != null) {
      // Not under the lock: this runs what depends on the stage.
      refused.refuse();
    }
    return offered.result();
  }

  /** The same for work that may as well not be done: it displaces no other. */
  public <T> CompletionStage<T> submitIfThereIsRoom(Source source, Supplier<T> work) {
    var offered = new Work<>(work, new CompletableFuture<>());
    if (enqueue(source, offered, false) != null) {
      offered.refuse();
    }
    return offered.result();
  }

  /** The work that has no turn: this, one that it displaces, or none. */
  private @Nullable Work<?> enqueue(Source source, Work<?> work, boolean displaces) {
    synchronized (lock) {
      if (closed) {
        return work;
      }
      var own = source.isKnown() ? known : unknown;
      if (running + known.size() + unknown.size() < most) {
        own.add(source, work);
        threads.execute(this::runNext);
        return null;
      }
      var displaced = displaces ? displaceFor(source) : null;
      if (displaced == null) {
        return work;
      }
      // It inherits the other's task.
      own.add(source, work);
      return displaced;
    }
  }

  /** Under the lock. */
  private @Nullable Work<?> displaceFor(Source source) {
    var own = source.isKnown() ? known : unknown;
    var other = source.isKnown() ? unknown : known;
    return own.size() < other.size() ? other.displace() : own.displaceFor(source);
  }

  /** Under the lock: takes out whose turn it is; null when nothing waits. */
  private @Nullable Work<?> poll() {
    var work = (knownIsNext ? known : unknown).poll();
    if (work == null) {
      work = (knownIsNext ? unknown : known).poll();
    } else {
      knownIsNext = !knownIsNext;
    }
    return work;
  }

  private void runNext() {
    Work<?> next;
    synchronized (lock) {
      next = poll();
      if (next == null) {
        return;
      }
      running++;
    }
    try {
      next.run();
    } finally {
      synchronized (lock) {
        running--;
      }
    }
  }

  /** Takes no more work, waits 10 seconds at most for what it has, and refuses the rest. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
    }
    threads.shutdown();
    try {
      if (threads.awaitTermination(10, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
    var rest = new ArrayList<Work<?>>();
    synchronized (lock) {
      for (var next = poll(); next != null; next = poll()) {
        rest.add(next);
      }
    }
    rest.forEach(Work::refuse);
  }

  private record Work<T>(Supplier<T> work, CompletableFuture<T> result) {
    void run() {
      try {
        result.complete(work.get());
      } catch (RuntimeException e) {
        result.completeExceptionally(e);
      }
    }

    void refuse() {
      result.completeExceptionally(new Overloaded("too many logins at once", RETRY_AFTER));
    }
  }
}
