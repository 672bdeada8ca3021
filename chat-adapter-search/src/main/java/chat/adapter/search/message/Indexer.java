package chat.adapter.search.message;

import chat.domain.StoreUnavailable;
import chat.domain.message.Epochs;
import chat.domain.message.MessageLog;
import chat.domain.message.MessageSearch.Progress;
import chat.domain.message.MessageSearch.Progress.State;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes the index. It takes what the arrivals bring where that goes on from
 * what it has, and reads the log wherever there is a gap: at the start, when too much came at once,
 * and, compared every second, what other servers wrote.
 */
final class Indexer implements Runnable {
  private static final Logger LOG = System.getLogger(Indexer.class.getName());

  private static final int PAGE = 2_000;
  private static final int ROOMS = 10_000;
  private static final long POLL_MILLIS = 1_000;
  private static final long RETRY_MILLIS = 1_000;

  /** Each try on a full disk fills it once more, and the database may be on the same one. */
  private static final long LONGEST_RETRY_MILLIS = 30_000;

  /**
   * Comparing the heads takes no more than a twentieth of the time, however many rooms there are.
   */
  private static final int IDLE_FOR_EACH_POLL = 20;

  /** A commit waits for the disk, which the log needs more. */
  private static final long COMMIT_MILLIS = 30_000;

  private static final long COMMIT_EVENTS = 1_000_000;
  private static final long TELL_MILLIS = 5_000;
  private static final long WORTH_TELLING = 10_000;

  private final IndexFolder folder;
  private final MessageLog log;
  private final Epochs epochs;
  private final boolean afresh;
  private final Arrivals arrivals;
  private volatile @Nullable WordIndex index;
  private volatile Progress progress = new Progress(State.CATCHING_UP, 0, 0);

  private final AtomicReference<@Nullable IOException> distrusted = new AtomicReference<>();

  private boolean rebuilding;
  private boolean toldAway;
  private boolean outOfRoom;
  private long retryMillis = RETRY_MILLIS;
  private long heads;
  private long nextPoll;
  private long lastCommit = System.nanoTime();
  private long lastTold = System.nanoTime();
  private long uncommitted;

  /**
   * @param afresh whether to begin from nothing even where there is an index
   */
  Indexer(IndexFolder folder, MessageLog log, Epochs epochs, boolean afresh, Arrivals arrivals) {
    this.folder = folder;
    this.log = log;
    this.epochs = epochs;
    this.afresh = afresh;
    this.arrivals = arrivals;
  }

  Progress progress() {
    return progress;
  }

  /** The index, while it is open. */
  @Nullable WordIndex index() {
    return index;
  }

  /** A reader found it broken. */
  void distrust(IOException why) {
    distrusted.set(why);
  }

  @Override
  public void run() {
    boolean fromNothing = afresh;
    while (!arrivals.isClosed()) {
      try {
        var opened = open(fromNothing);
        fromNothing = false;
        index = opened;
        follow(opened);
      } catch (StoreUnavailable away) {
        tell("the search index waits for the store: ", away);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        break;
      } catch (LockObtainFailedException taken) {
        tell(
            "the search index waits, because another server has its directory "
                + folder.path()
                + ": ",
            taken);
      } catch (Exception | AssertionError broken) {
        if (folder.isOutOfRoom(broken)) {
          outOfRoom(broken);
        } else {
          LOG.log(Level.WARNING, "the search index is broken, and is built anew", broken);
          fromNothing = true;
        }
      } finally {
        close();
      }
      pause();
    }
  }

  private void tell(String what, Exception why) {
    if (!toldAway) {
      toldAway = true;
      LOG.log(Level.WARNING, what + why.getMessage());
    }
  }

  /** What was committed is good: the next try goes on from there. */
  private void outOfRoom(Throwable why) {
    retryMillis = outOfRoom ? Math.min(2 * retryMillis, LONGEST_RETRY_MILLIS) : RETRY_MILLIS;
    if (!outOfRoom) {
      outOfRoom = true;
      LOG.log(
          Level.WARNING,
          "the search index waits for room on the disk of {0}; searches read the log: {1}",
          folder.path(),
          why.getMessage());
    }
  }

  private void inRoom() {
    if (outOfRoom) {
      outOfRoom = false;
      LOG.log(Level.INFO, "the search index has room again on the disk of {0}", folder.path());
    }
    retryMillis = RETRY_MILLIS;
  }

  private void pause() {
    progress = new Progress(State.STUCK, progress.done(), progress.of());
    arrivals.nothingApplied();
    try {
      if (!arrivals.isClosed()) {
        TimeUnit.MILLISECONDS.sleep(retryMillis);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      arrivals.close();
    }
  }

  private WordIndex open(boolean fromNothing) throws IOException {
    var epoch = epochs.current();
    if (!fromNothing) {
      try {
        var there = WordIndex.open(folder, epoch);
        if (there != null) {
          rebuilding = false;
          return there;
        }
      } catch (LockObtainFailedException taken) {
        throw taken;
      } catch (IOException | RuntimeException unusable) {
        if (folder.isOutOfRoom(unusable)) {
          throw unusable;
        }
        LOG.log(
            Level.WARNING,
            "the search index can''t be used, and is built anew: {0}",
            unusable.getMessage());
      }
    }
    rebuilding = true;
    return WordIndex.begin(folder, epoch);
  }

  private void follow(WordIndex open) throws IOException, InterruptedException {
    boolean caughtUp = false;
    nextPoll = System.nanoTime();
    while (!arrivals.isClosed()) {
      var why = distrusted.getAndSet(null);
      if (why != null) {
        throw why;
      }
      open.requireOpen();
      var batch = arrivals.take(caughtUp ? untilPoll() : 0);
      boolean compare = !caughtUp || batch.forgotten() || untilPoll() == 0;
      apply(open, batch.events());
      if (compare) {
        compareHeads(open);
      }
      if (!caughtUp && !arrivals.isClosed()) {
        caughtUp = true;
        if (rebuilding || uncommitted > WORTH_TELLING) {
          LOG.log(Level.INFO, "the search index knows all {0} events", open.positions().sum());
        }
        commit(open);
        if (rebuilding) {
          inRoom();
        }
        rebuilding = false;
      }
      toldAway = false;
      report(open, caughtUp ? State.READY : State.CATCHING_UP);
      if (caughtUp) {
        arrivals.applied(batch.count());
      }
      commitIfDue(open);
    }
    commit(open);
  }

  private long untilPoll() {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(nextPoll - System.nanoTime()));
  }

  private void apply(WordIndex open, List<RoomEvent.Logged> events) throws IOException {
    for (var event : events) {
      long room = event.room().value();
      long known = open.positions().of(room);
      if (event.seq() == known + 1) {
        apply(open, event, Long.MAX_VALUE);
      } else if (event.seq() > known) {
        readRoom(open, event.room());
      }
    }
  }

  /**
   * @param readFrom from which number on messages were read as they are now, so that what became of
   *     them since is in the index
   */
  private void apply(WordIndex open, RoomEvent.Logged event, long readFrom) throws IOException {
    var message = event.message();
    boolean isNew = event instanceof RoomEvent.Posted;
    if (isNew) {
      if (!message.isDeleted()) {
        open.add(message);
      }
    } else if (message.seq() < readFrom) {
      if (message.isDeleted()) {
        open.remove(message);
      } else {
        open.replace(message);
      }
    }
    open.positions().put(message.room().value(), event.seq());
    uncommitted++;
  }

  /** Reads what the log has of all rooms beyond what is known. */
  private void compareHeads(WordIndex open) throws IOException {
    long began = System.nanoTime();
    long after = 0;
    long sum = 0;
    List<MessageLog.Head> page;
    do {
      page = log.heads(after, ROOMS);
      for (var head : page) {
        after = head.room().value();
        sum += head.seq();
        if (head.seq() < open.positions().of(after)) {
          throw new IOException(
              "the log of room " + after + " is shorter than what is known of it");
        }
      }
    } while (page.size() == ROOMS);
    heads = sum;
    long compared = System.nanoTime() - began;
    after = 0;
    if (sum > open.positions().sum()) {
      do {
        page = log.heads(after, ROOMS);
        for (var head : page) {
          after = head.room().value();
          if (head.seq() > open.positions().of(after)) {
            readRoom(open, head.room());
          }
        }
      } while (page.size() == ROOMS && !arrivals.isClosed());
    }
    nextPoll =
        System.nanoTime()
            + Math.max(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS), IDLE_FOR_EACH_POLL * compared);
  }

  private void readRoom(WordIndex open, RoomId room) throws IOException {
    // While one page is put into the index, the next one is read.
    var page = log.after(room, open.positions().of(room.value()), PAGE);
    while (!page.isEmpty() && !arrivals.isClosed()) {
      long last = page.get(page.size() - 1).seq();
      var next =
          page.size() < PAGE
              ? CompletableFuture.completedFuture(List.<RoomEvent.Logged>of())
              : CompletableFuture.supplyAsync(() -> log.after(room, last, PAGE));
      long first = page.get(0).seq();
      for (var event : page) {
        if (event.seq() != open.positions().of(room.value()) + 1) {
          throw new IOException("the log of room " + room.value() + " has a gap");
        }
        apply(open, event, first);
      }
      report(open, rebuilding ? State.REBUILDING : progress.state());
      commitIfDue(open);
      page = joined(next);
    }
  }

  private static List<RoomEvent.Logged> joined(CompletableFuture<List<RoomEvent.Logged>> page) {
    try {
      return page.join();
    } catch (java.util.concurrent.CompletionException e) {
      if (e.getCause() instanceof RuntimeException why) {
        throw why;
      }
      throw e;
    }
  }

  private void report(WordIndex open, State state) {
    long done = open.positions().sum();
    long of = Math.max(heads, done);
    progress = new Progress(state, done, of);
    long now = System.nanoTime();
    if (of - done > WORTH_TELLING && now - lastTold > TimeUnit.MILLISECONDS.toNanos(TELL_MILLIS)) {
      lastTold = now;
      LOG.log(
          Level.INFO, "the search index knows {0} of {1} events, {2} %", done, of, done * 100 / of);
    }
  }

  private void commitIfDue(WordIndex open) throws IOException {
    boolean late = System.nanoTime() - lastCommit > TimeUnit.MILLISECONDS.toNanos(COMMIT_MILLIS);
    if (uncommitted >= COMMIT_EVENTS || (uncommitted > 0 && late)) {
      commit(open);
    }
  }

  private void commit(WordIndex open) throws IOException {
    if (uncommitted > 0) {
      open.commit();
      inRoom();
    }
    uncommitted = 0;
    lastCommit = System.nanoTime();
  }

  private void close() {
    var open = index;
    index = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.log(Level.WARNING, "the search index can''t be closed: {0}", e.getMessage());
      }
    }
  }
}
