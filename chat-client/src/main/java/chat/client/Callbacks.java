package chat.client;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that runs what the caller gave: listeners, and what is chained to futures. Knows
 * when too much is waiting, so that nobody has to queue more for a slow listener. Safe for use by
 * several threads.
 */
final class Callbacks {
  private static final System.Logger LOG = System.getLogger(Callbacks.class.getName());

  private final int bound;
  private final Runnable whenRelieved;
  private final AtomicInteger waiting = new AtomicInteger();
  private final ExecutorService executor;
  private volatile @Nullable Thread thread;

  /**
   * @param bound from how many on too much is waiting
   * @param whenRelieved runs on this thread whenever what waits has fallen to half of that
   */
  Callbacks(String name, int bound, Runnable whenRelieved) {
    this.bound = bound;
    this.whenRelieved = whenRelieved;
    var daemons = Daemons.named(name);
    executor =
        Executors.newSingleThreadExecutor(
            task -> {
              var made = daemons.newThread(task);
              thread = made;
              return made;
            });
  }

  /** Runs it after what is waiting; what it throws is logged. After the end it is forgotten. */
  void run(Runnable callback) {
    waiting.incrementAndGet();
    try {
      executor.execute(() -> call(callback));
    } catch (RejectedExecutionException ended) {
      waiting.decrementAndGet();
    }
  }

  private void call(Runnable callback) {
    try {
      callback.run();
    } catch (Throwable thrown) {
      // Of the caller's code: an error of its must not end the thread of all the others.
      LOG.log(Level.ERROR, "a listener threw; the next event comes all the same", thrown);
    } finally {
      // Whoever goes from the bound to nothing comes by here, and only ever downwards.
      if (waiting.decrementAndGet() == bound / 2) {
        whenRelieved.run();
      }
    }
  }

  /** Whether nothing more should be queued before {@code whenRelieved}. */
  boolean overfull() {
    return waiting.get() >= bound;
  }

  /** Whether the calling thread is this one. */
  boolean isCurrentThread() {
    return Thread.currentThread() == thread;
  }

  /** Runs what is waiting and ends. */
  void end() {
    executor.shutdown();
  }

  /** Waits for the end; a listener that doesn't return isn't interrupted. */
  void awaitEnd(Duration most) throws InterruptedException {
    if (!isCurrentThread() && !executor.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.log(Level.WARNING, "a listener is still running after the client was closed");
    }
  }
}
