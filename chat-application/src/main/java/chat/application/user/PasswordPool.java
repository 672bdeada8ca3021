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
 * <p>The queue is fair. Sources take turns, so that nobody waits for more than one password of each
 * other source. When the queue is full, work of a source that has little in it displaces the newest
 * work of the source that has most, which is refused then: a source that sends thousands gets what
 * the others leave.
 *
 * <p>Thread-safe.
 */
public final class PasswordPool implements AutoCloseable {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final ThreadPoolExecutor threads;
  private final int most;

  /** Guarded by itself, like the two below. */
  private final FairQueue<Source, Work<?>> queue = new FairQueue<>();

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
    synchronized (queue) {
      if (closed) {
        return work;
      }
      if (running + queue.size() < most) {
        queue.add(source, work);
        threads.execute(this::runNext);
        return null;
      }
      var displaced = displaces ? queue.displaceFor(source) : null;
      if (displaced == null) {
        return work;
      }
      // It inherits the other's task.
      queue.add(source, work);
      return displaced;
    }
  }

  private void runNext() {
    Work<?> next;
    synchronized (queue) {
      next = queue.poll();
      if (next == null) {
        return;
      }
      running++;
    }
    try {
      next.run();
    } finally {
      synchronized (queue) {
        running--;
      }
    }
  }

  /** Takes no more work, waits 10 seconds at most for what it has, and refuses the rest. */
  @Override
  public void close() {
    synchronized (queue) {
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
    synchronized (queue) {
      for (var next = queue.poll(); next != null; next = queue.poll()) {
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
