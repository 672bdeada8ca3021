package chat.adapter.persistence.database;

import chat.domain.StoreCondition;
import chat.domain.StoreUnavailable;
import chat.domain.StoreUnavailable.Reason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers why a database that answers can't store, and logs when that begins and when it is over.
 * Each second a thread of its own looks whether the files are still there, and, while something is
 * wrong, whether a write succeeds.
 *
 * <p>Thread-safe; only the thread of its own waits for the database.
 */
public final class StoreWatch implements StoreCondition, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(StoreWatch.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /**
   * Looks in a row that must succeed, without a refusal between them. One is too few: what one
   * write finds room for, a larger one may not, and the log would say so each second.
   */
  private static final int GOOD_LOOKS = 2;

  private final String store;
  private final BooleanSupplier filesAreThere;
  private final Trial trialWrite;
  private final ScheduledExecutorService looks;
  private volatile @Nullable Impediment impediment;

  /** Guarded by this. */
  private int goodLooks;

  private record Impediment(Reason reason, long since) {}

  /** A write of about as much as a group of messages, which leaves no trace. */
  @FunctionalInterface
  public interface Trial {
    void write() throws SQLException;
  }

  /**
   * @param store names the database in the log
   * @param filesAreThere whether what the database is open on can still be found; called after each
   *     commit, so it must be quick
   */
  public StoreWatch(String store, BooleanSupplier filesAreThere, Trial trialWrite) {
    this.store = store;
    this.filesAreThere = filesAreThere;
    this.trialWrite = trialWrite;
    looks =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var thread = new Thread(task, "store-watch");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins to look, each second until {@link #close}. */
  public StoreWatch start() {
    var unused =
        looks.scheduleWithFixedDelay(
            this::look, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    return this;
  }

  @Override
  public Optional<Reason> impediment() {
    return Optional.ofNullable(impediment).map(Impediment::reason);
  }

  /** Throws when the files are gone, or were and a trial hasn't shown yet that they are back. */
  void requireFiles() {
    var now = impediment;
    if (now != null && now.reason() == Reason.GONE) {
      throw new StoreUnavailable(Reason.GONE, "the files of the database are gone");
    }
    confirm();
  }

  /**
   * Throws when the files are gone. To be called between a commit and its acknowledgement as well,
   * because a deleted file takes commits as any other does.
   */
  void confirm() {
    if (!filesAreThere.getAsBoolean()) {
      throw filesGone();
    }
  }

  /**
   * Takes note of a refusal.
   *
   * @return what to tell the caller
   */
  StoreUnavailable refused(Reason reason, Throwable why) {
    note(reason, String.valueOf(rootOf(why).getMessage()));
    return new StoreUnavailable(reason, "the database can't store: " + reason, why);
  }

  private StoreUnavailable filesGone() {
    var what = "the files that it was opened on were deleted or replaced";
    note(Reason.GONE, what);
    return new StoreUnavailable(Reason.GONE, what);
  }

  private synchronized void note(Reason reason, String why) {
    goodLooks = 0;
    var now = impediment;
    // The graver one is reported: a full disk first shows as one that fails, deleted files as
    // either.
    if (now == null || reason.compareTo(now.reason()) > 0) {
      impediment = new Impediment(reason, now == null ? System.nanoTime() : now.since());
      LOG.log(System.Logger.Level.WARNING, "{0}: {1} ({2})", store, line(reason), why);
    }
  }

  private static String line(Reason reason) {
    return switch (reason) {
      case AWAY -> "is away";
      case FAILING -> "the disk fails, is read-only or over its quota; nothing can be stored";
      case FULL -> "the disk is full; nothing can be stored until there is room";
      case GONE ->
          "its files or tables are gone; nothing is stored until they are back, or until a restart";
    };
  }

  /** Looks once, as is done each second. Blocks while the database does. */
  public void look() {
    try {
      if (!filesAreThere.getAsBoolean()) {
        filesGone();
      } else if (impediment != null) {
        trialWrite.write();
        succeeded();
      }
    } catch (SQLException | RuntimeException stillImpeded) {
      synchronized (this) {
        goodLooks = 0;
      }
      LOG.log(System.Logger.Level.DEBUG, "{0} still can''t store: {1}", store, stillImpeded);
    }
  }

  private synchronized void succeeded() {
    var over = impediment;
    goodLooks++;
    if (over != null && goodLooks >= GOOD_LOOKS) {
      impediment = null;
      LOG.log(
          System.Logger.Level.INFO,
          "{0} stores again after {1} s",
          store,
          Long.toString(Duration.ofNanos(System.nanoTime() - over.since()).toSeconds()));
    }
  }

  private static Throwable rootOf(Throwable why) {
    var root = why;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }
}
