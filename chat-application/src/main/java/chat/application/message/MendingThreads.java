package chat.application.message;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which the followers of all rooms read missing events from the log. They end when
 * there is nothing to read. May be used by any thread.
 */
final class MendingThreads implements AutoCloseable {
  private static final Logger LOG = System.getLogger(MendingThreads.class.getName());

  /** Few, so that mending leaves connections to the store for others. */
  private static final int THREADS = 2;

  private static final int IDLE_SECONDS = 10;

  private final ScheduledThreadPoolExecutor threads;

  MendingThreads() {
    threads =
        new ScheduledThreadPoolExecutor(
            THREADS,
            task -> {
              var thread = new Thread(task, "mending");
              thread.setDaemon(true);
              return thread;
            });
    threads.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    threads.allowCoreThreadTimeOut(true);
    threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Runs a task after a pause. Never waits; does nothing after {@link #close}. */
  void later(Duration pause, Runnable task) {
    try {
      var unused = threads.schedule(() -> runSafely(task), pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.log(Level.DEBUG, "missing events are read no more");
    }
  }

  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error bug) {
      LOG.log(Level.ERROR, "missing events could not be read", bug);
    }
  }

  /** Runs nothing more; what runs by now runs to its end. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
