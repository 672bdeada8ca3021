package chat.client;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The thread that a client's state belongs to: everything that happens to it is a short task here,
 * in the order of the posts. It never waits, and runs no code of the caller's.
 */
final class Loop {
  private static final System.Logger LOG = System.getLogger(Loop.class.getName());

  private final ScheduledThreadPoolExecutor executor;

  /**
   * @param atEnd runs when the last task has
   */
  Loop(String name, Runnable atEnd) {
    executor =
        new ScheduledThreadPoolExecutor(1, Daemons.named(name)) {
          @Override
          protected void terminated() {
            atEnd.run();
          }
        };
    executor.setRemoveOnCancelPolicy(true);
  }

  /** Whether the task is going to run; not after the end. */
  boolean post(Runnable task) {
    try {
      executor.execute(guarded(task));
      return true;
    } catch (RejectedExecutionException ended) {
      return false;
    }
  }

  /** Runs the task later, unless the end comes before. */
  Timer after(Duration delay, Runnable task) {
    try {
      var scheduled = executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> scheduled.cancel(false);
    } catch (RejectedExecutionException ended) {
      return Timer.NONE;
    }
  }

  /** Forgets what was to run later, runs what has been posted, and ends. */
  void end() {
    executor.shutdown();
    for (var task : List.copyOf(executor.getQueue())) {
      if (task instanceof Delayed delayed
          && task instanceof Future<?> future
          && delayed.getDelay(TimeUnit.NANOSECONDS) > 0) {
        future.cancel(false);
      }
    }
  }

  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException fault) {
        LOG.log(Level.ERROR, "a task of the client failed", fault);
      }
    };
  }

  /** Something that is to happen later. */
  interface Timer {
    /** None that was ever started. */
    Timer NONE = () -> {};

    void cancel();
  }
}
