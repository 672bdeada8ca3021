package chat.adapter.persistence.presence;

import chat.adapter.persistence.presence.PresenceTables.Place;
import chat.domain.StoreUnavailable;
import chat.domain.presence.NodeId;
import chat.domain.presence.Presence;
import chat.domain.presence.Roster;
import chat.domain.presence.ServerVersion;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Presence on all nodes that share a database. A node writes who comes and goes on it, some tenths
 * of a second of changes at a time, and looks each second whether others did. It renews its row as
 * long as it lives; one whose row stands still is gone with its people. While the database is away
 * everybody stays where they were.
 *
 * <p>One thread speaks to the database. What the callers' threads change is noted in memory, in
 * proportion to the people who are here. May be used by any thread.
 */
public final class DatabasePresence implements Presence, AutoCloseable {
  private static final Logger LOG = System.getLogger(DatabasePresence.class.getName());

  /** Of this node in the roster, whatever its row is called: those of rows are random. */
  private static final NodeId HERE = new NodeId(1);

  /** How long a node that ends waits for the database at most. */
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  /** How many pages of rows one sweep deletes at most. */
  private static final int PAGES_OF_A_SWEEP = 20;

  private final PresenceTables tables;
  private final Runnable changed;
  private final ServerVersion version;
  private final Timings timings;
  private final LongSupplier nanoTime;
  private final Roster roster;
  private final OtherNodes others;
  private final SecureRandom random = new SecureRandom();
  private final Outbox outbox = new Outbox();

  // Guarded by this.
  private long lookAt;
  private long renewAt;

  /** Before this time nothing is written but what is to be renewed. */
  private long writeAt;

  private long sweepAt;
  private boolean ended;
  private @Nullable Thread thread;

  // Of the thread that works.

  /** The name of this node's row; another one when that is gone. */
  private NodeId self;

  private boolean begun;
  private long number;

  /** The last number at the sweep before. */
  private long swept;

  private boolean somebodyLeft;
  private long lookedAt;
  private boolean looked;

  /**
   * @param changed is called after each write that the other nodes should know of soon, on the
   *     thread that speaks to the database
   */
  public DatabasePresence(
      PresenceTables tables, Listener listener, Runnable changed, ServerVersion version) {
    this(tables, listener, changed, version, Timings.DEFAULTS, System::nanoTime);
  }

  /** The same with another idea of time. */
  public DatabasePresence(
      PresenceTables tables,
      Listener listener,
      Runnable changed,
      ServerVersion version,
      Timings timings,
      LongSupplier nanoTime) {
    this.tables = tables;
    this.changed = changed;
    this.version = version;
    this.timings = timings;
    this.nanoTime = nanoTime;
    roster = new Roster(listener);
    others = new OtherNodes(tables, roster, version, timings);
    self = anyId();
    long now = nanoTime.getAsLong();
    lookAt = now;
    renewAt = now;
    writeAt = now;
    // Once every node that lives has been renewed since this one first looked.
    sweepAt = now + timings.goneAfter().plus(timings.renew()).toNanos();
  }

  private NodeId anyId() {
    return new NodeId(1 + (random.nextLong() >>> 1) % (Long.MAX_VALUE - 1));
  }

  // What callers say.

  @Override
  public boolean enter(RoomId room, Identity who) {
    boolean came = roster.enter(HERE, room, who);
    note(new Place(room, who.id()));
    return came;
  }

  @Override
  public void leave(RoomId room, Identity who) {
    roster.leave(HERE, room, who.id());
    note(new Place(room, who.id()));
  }

  @Override
  public Present present(RoomId room, int atMost) {
    return roster.present(room, atMost);
  }

  private synchronized void note(Place place) {
    boolean first = outbox.isEmpty();
    // As it is now: of two callers the later one sees what both did.
    outbox.changed(place, roster.has(HERE, place.room(), place.who()));
    if (first && !outbox.isEmpty()) {
      writeAt = later(writeAt, nanoTime.getAsLong() + timings.write().toNanos());
      notifyAll();
    }
  }

  /** Has the database looked at soon, because another node told that it changed something. */
  public synchronized void lookSoon() {
    long soonest = later(nanoTime.getAsLong(), lookedAt + timings.soonest().toNanos());
    if (looked && soonest - lookAt < 0) {
      lookAt = soonest;
      notifyAll();
    }
  }

  // The thread.

  /** Looks at the other nodes, and goes on with that on a thread of its own, until closed. */
  public void start() {
    work();
    var worker = new Thread(this::run, "presence");
    worker.setDaemon(true);
    synchronized (this) {
      thread = worker;
    }
    worker.start();
  }

  private void run() {
    try {
      while (awaitWork()) {
        work();
      }
      goodbye();
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "presence was interrupted");
    }
  }

  private synchronized boolean awaitWork() throws InterruptedException {
    while (!ended) {
      long nanos = nextAt() - nanoTime.getAsLong();
      if (nanos <= 0) {
        return true;
      }
      wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
    }
    return false;
  }

  private synchronized long nextAt() {
    long next = earlier(earlier(lookAt, renewAt), sweepAt);
    return outbox.isEmpty() ? next : earlier(next, writeAt);
  }

  /** Does what is due. Blocks until the database has answered. */
  public void work() {
    long now = nanoTime.getAsLong();
    try {
      if (mustWrite(now)) {
        write();
      }
      if (mustLook(now)) {
        look(now);
      }
    } catch (StoreUnavailable outage) {
      // Health tells that the store is away; once a second would be too often.
      LOG.log(Level.DEBUG, "presence waits for the store: {0}", outage.getMessage());
      others.lookFailed();
      looked = false;
      tryLater();
    } catch (RuntimeException bug) {
      LOG.log(Level.ERROR, "presence can't be kept", bug);
      tryLater();
    }
    if (mustSweep(now)) {
      sweep();
    }
  }

  private synchronized boolean mustWrite(long now) {
    return now - renewAt >= 0 || (!outbox.isEmpty() && now - writeAt >= 0);
  }

  private synchronized boolean mustLook(long now) {
    return now - lookAt >= 0;
  }

  private synchronized boolean mustSweep(long now) {
    return now - sweepAt >= 0;
  }

  private synchronized void tryLater() {
    long later = nanoTime.getAsLong() + timings.look().toNanos();
    lookAt = later;
    writeAt = later;
    renewAt = later;
  }

  private void write() {
    long begins = nanoTime.getAsLong();
    if (!begun) {
      tables.begin(self, version);
      begun = true;
    }
    var came = new ArrayList<Place>();
    var left = new ArrayList<Place>();
    List<Place> taken;
    synchronized (this) {
      taken = outbox.take(PresenceTables.PAGE);
      for (var place : taken) {
        (roster.has(HERE, place.room(), place.who()) ? came : left).add(place);
      }
    }
    if (!taken.isEmpty()) {
      // Also when it fails: it may have been written all the same.
      number++;
    }
    boolean isThere;
    try {
      isThere = tables.write(self, number, came, left);
    } catch (RuntimeException failed) {
      synchronized (this) {
        outbox.failed(taken);
      }
      throw failed;
    }
    if (!isThere) {
      startOver();
      return;
    }
    somebodyLeft |= !left.isEmpty();
    synchronized (this) {
      outbox.done(came, left);
      long now = nanoTime.getAsLong();
      renewAt = now + timings.renew().toNanos();
      // No more than a quarter of the time, however slow the database is.
      writeAt = now + Math.max(timings.write().toNanos(), 3 * (now - begins));
    }
    if (!taken.isEmpty()) {
      changed.run();
    }
  }

  /** The others have given this node up and deleted its row: it begins again as another one. */
  private void startOver() {
    LOG.log(Level.INFO, "the other nodes had given this one up; it begins again");
    self = anyId();
    begun = false;
    number = 0;
    swept = 0;
    somebodyLeft = false;
    synchronized (this) {
      outbox.startOver();
      for (var entry : roster.entries(HERE)) {
        var place = new Place(entry.room(), entry.who().id());
        outbox.changed(place, roster.has(HERE, place.room(), place.who()));
      }
      long now = nanoTime.getAsLong();
      renewAt = now;
      writeAt = now;
    }
  }

  private void look(long now) {
    others.look(self, looked ? Duration.ofNanos(now - lookedAt) : Duration.ZERO);
    synchronized (this) {
      looked = true;
      lookedAt = now;
      lookAt = now + timings.look().toNanos();
    }
  }

  private void sweep() {
    try {
      others.sweep();
      int pages = 0;
      if (somebodyLeft) {
        boolean more = true;
        while (more && pages < PAGES_OF_A_SWEEP) {
          more = tables.purge(self, swept);
          pages++;
        }
        // Those of the last minute are still there.
        somebodyLeft = more || swept < number;
      }
      swept = number;
      while (pages < PAGES_OF_A_SWEEP && tables.deleteOrphans()) {
        pages++;
      }
    } catch (RuntimeException later) {
      LOG.log(Level.DEBUG, "rows of presence are deleted later: {0}", later.getMessage());
    }
    synchronized (this) {
      sweepAt = nanoTime.getAsLong() + timings.sweep().toNanos();
    }
  }

  // The end.

  /**
   * Says goodbye, so that the people of this node are gone from the others at once. Waits for the
   * database for two seconds at most. Idempotent.
   */
  @Override
  public void close() {
    Thread worker;
    synchronized (this) {
      ended = true;
      worker = thread;
      notifyAll();
    }
    if (worker == null) {
      return;
    }
    try {
      worker.join(GOODBYE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Deletes what the database has of this node. */
  public void goodbye() {
    if (!begun) {
      return;
    }
    try {
      tables.end(self);
      changed.run();
      // The rows that are left are deleted by the others.
      for (int page = 0; page < PAGES_OF_A_SWEEP && tables.deleteOrphans(); page++) {
        LOG.log(Level.DEBUG, "deleted some rows of presence");
      }
    } catch (RuntimeException gone) {
      LOG.log(Level.DEBUG, "ended without a goodbye: {0}", gone.getMessage());
    }
  }

  private static long earlier(long one, long other) {
    return one - other <= 0 ? one : other;
  }

  private static long later(long one, long other) {
    return one - other >= 0 ? one : other;
  }
}
