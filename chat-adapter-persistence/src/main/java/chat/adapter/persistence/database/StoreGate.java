package chat.adapter.persistence.database;

import chat.domain.StoreUnavailable;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Stands before a database that may go away. While it is closed every call fails at once, and one
 * thread asks the database again and again until it answers; then the gate opens by itself.
 *
 * <p>Thread-safe; nothing but the question to the database ever waits, and that on a thread of its
 * own.
 */
public final class StoreGate implements AutoCloseable {
  /** A database that is back is noticed within this time and that of one failing probe. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  private static final System.Logger LOG = System.getLogger(StoreGate.class.getName());

  private final String store;
  private final BooleanSupplier answers;
  private final Runnable dropConnections;
  private final ScheduledExecutorService probes;

  /** Even while the gate is open, odd while it is closed; each loss and each return adds one. */
  private final AtomicLong epoch = new AtomicLong();

  private final AtomicBoolean suspected = new AtomicBoolean();
  private volatile long closedAt;

  /**
   * @param store names the database in messages
   * @param answers asks the database, over a connection of its own, with a short timeout
   * @param dropConnections drops the pooled connections, which are taken for broken
   */
  public StoreGate(String store, BooleanSupplier answers, Runnable dropConnections) {
    this.store = store;
    this.answers = answers;
    this.dropConnections = dropConnections;
    probes =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var thread = new Thread(task, "store-probe");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Lets a call through.
   *
   * @return the epoch to report a loss with
   */
  long pass() {
    long now = epoch.get();
    if (isClosed(now)) {
      throw new StoreUnavailable(store + " is away");
    }
    return now;
  }

  /**
   * Closes the gate because a connection broke in a call that passed in that epoch. A loss from an
   * earlier epoch is old news: the database has answered since.
   */
  void lost(long passed, Throwable why) {
    if (!epoch.compareAndSet(passed, passed + 1)) {
      return;
    }
    closedAt = System.nanoTime();
    LOG.log(System.Logger.Level.WARNING, "{0} is away: {1}", store, rootMessage(why));
    dropConnections.run();
    schedule(this::reopenOrRetry, Duration.ZERO);
  }

  /** Asks the database whether it is there, because no connection could be had in time. */
  void suspect(long passed, Throwable why) {
    if (suspected.compareAndSet(false, true)) {
      schedule(
          () -> {
            try {
              if (epoch.get() == passed && !answers.getAsBoolean()) {
                lost(passed, why);
              }
            } finally {
              suspected.set(false);
            }
          },
          Duration.ZERO);
    }
  }

  /** Whether calls fail at once now. Never blocks. */
  boolean isClosed() {
    return isClosed(epoch.get());
  }

  @Override
  public void close() {
    probes.shutdownNow();
  }

  private void reopenOrRetry() {
    if (!answers.getAsBoolean()) {
      schedule(this::reopenOrRetry, PAUSE);
      return;
    }
    // Again, because a call that had passed before the loss may have returned a dead one since.
    dropConnections.run();
    epoch.incrementAndGet();
    LOG.log(
        System.Logger.Level.INFO,
        "{0} is back after {1} ms",
        store,
        Long.toString(Duration.ofNanos(System.nanoTime() - closedAt).toMillis()));
  }

  // The future says nothing that the tasks don't log.
  @SuppressWarnings("FutureReturnValueIgnored")
  private void schedule(Runnable task, Duration delay) {
    try {
      probes.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.log(System.Logger.Level.DEBUG, "{0} is being closed", store);
    }
  }

  private static boolean isClosed(long epoch) {
    return (epoch & 1) == 1;
  }

  private static String rootMessage(Throwable why) {
    var root = why;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
