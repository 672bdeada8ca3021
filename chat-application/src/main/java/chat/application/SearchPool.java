package chat.application;

import chat.domain.Deadline;
import chat.domain.user.UserId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Runs searches on a few threads of their own, so that however many there are, the rest of the
 * server keeps its threads and processors. No thread waits while a search waits for its turn.
 *
 * <p>Users share the threads by time, as in start-time fair queueing: each has a clock that runs
 * while their searches do, and the user whose clock shows least is next. So a user who asks for
 * much, or for what takes long, waits behind everybody who doesn't. Who comes anew starts at the
 * clock of the search that started last: nobody saves up time while asking for nothing.
 *
 * <p>Everything is bounded: the threads, of which one user never has more than half (but one), the
 * searches that wait, in all and of each user, how long they wait, and how long each takes: all of
 * its steps share one {@link Deadline}, which begins with its turn. What waits beyond a bound is
 * refused with {@link Overloaded}. Where all places are taken, the user who has most of them gives
 * one up for a user who has fewer. Thread-safe.
 */
public final class SearchPool implements AutoCloseable {
  /**
   * Users whose clock is ahead are remembered until there are so many, or nothing is to be done.
   */
  private static final int MOST_REMEMBERED = 4_096;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final long IDLE_SECONDS = 10;
  private static final long CLOSING_NANOS = TimeUnit.SECONDS.toNanos(10);

  /**
   * The bounds.
   *
   * @param threads how many searches run at once
   * @param waiting how many more may wait
   * @param waitingOfEach how many of one user may
   * @param longestWait after which a search that waited is refused when its turn comes
   * @param longestRun after which the deadline of a search that runs is over
   */
  public record Bounds(
      int threads, int waiting, int waitingOfEach, Duration longestWait, Duration longestRun) {
    public Bounds {
      if (threads < 1 || waiting < 1 || waitingOfEach < 1) {
        throw new IllegalArgumentException("a pool without threads or places does nothing");
      }
    }

    /** How many searches of one user run at once. */
    int runningOfEach() {
      return Math.max(1, threads / 2);
    }
  }

  private final Bounds bounds;
  private final LongSupplier nanoTime;
  private final ThreadPoolExecutor threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private final Map<UserId, Share> shares = new HashMap<>();

  /** Those of whom something waits. */
  private final List<Share> queue = new ArrayList<>();

  private int running;
  private int waiting;
  private long started;
  private boolean closed;

  public SearchPool(Bounds bounds) {
    this(bounds, System::nanoTime);
  }

  SearchPool(Bounds bounds, LongSupplier nanoTime) {
    this.bounds = bounds;
    this.nanoTime = nanoTime;
    var number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            bounds.threads(),
            bounds.threads(),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              var thread = new Thread(task, "searches-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs the search when the user's turn comes. The stage fails with {@link Overloaded} when it
   * gets none, and with whatever the search throws, such as {@link chat.domain.DeadlineExceeded}.
   *
   * @param search gets its deadline
   */
  public <T> CompletionStage<T> submit(UserId user, Function<Deadline, T> search) {
    var work = new Work<>(search, new CompletableFuture<>(), nanoTime.getAsLong());
    var refused = accept(user, work);
    refused.ifPresent(Work::refuse);
    return work.result();
  }

  /** Puts the work into the queue, and gives back which one has no place there. */
  private Optional<Work<?>> accept(UserId user, Work<?> work) {
    lock.lock();
    try {
      if (closed) {
        return Optional.of(work);
      }
      var share = shares.computeIfAbsent(user, Share::new);
      var refused = makeRoom(share);
      if (refused.isEmpty() && isFull(share)) {
        forget(share);
        return Optional.of(work);
      }
      share.clock = Math.max(share.clock, started);
      add(share, work);
      if (running < bounds.threads()) {
        running++;
        threads.execute(this::runAll);
      }
      return refused;
    } finally {
      lock.unlock();
    }
  }

  private boolean isFull(Share share) {
    return share.waiting.size() >= bounds.waitingOfEach() || waiting >= bounds.waiting();
  }

  /** Where all places are taken, the user who has most of them loses the one taken last. */
  private Optional<Work<?>> makeRoom(Share comes) {
    if (waiting < bounds.waiting()) {
      return Optional.empty();
    }
    return queue.stream()
        .max(Comparator.comparingInt(share -> share.waiting.size()))
        .filter(most -> most.waiting.size() > comes.waiting.size() + 1)
        .map(this::removeLast);
  }

  private void add(Share share, Work<?> work) {
    if (share.waiting.isEmpty()) {
      queue.add(share);
    }
    share.waiting.addLast(work);
    waiting++;
  }

  private Work<?> removeLast(Share share) {
    waiting--;
    return share.waiting.removeLast();
  }

  /** Runs what waits until nothing does that may run. */
  private void runAll() {
    for (var turn = next(); turn.isPresent(); turn = next()) {
      turn.get().run();
    }
  }

  /** The next turn; none when this thread is to end. */
  private Optional<Turn> next() {
    lock.lock();
    try {
      var next =
          queue.stream()
              .filter(share -> share.running < bounds.runningOfEach())
              .min(Comparator.comparingLong(share -> share.clock));
      if (next.isEmpty()) {
        running--;
        rest();
        return Optional.empty();
      }
      var share = next.get();
      var work = share.waiting.removeFirst();
      waiting--;
      if (share.waiting.isEmpty()) {
        queue.remove(share);
      }
      share.running++;
      started = Math.max(started, share.clock);
      return Optional.of(new Turn(share, work));
    } finally {
      lock.unlock();
    }
  }

  private void rest() {
    if (running == 0 && waiting == 0) {
      // Nobody waits for anybody: all begin alike.
      shares.clear();
      started = 0;
      idle.signalAll();
    }
  }

  private void ended(Share share, long nanos) {
    lock.lock();
    try {
      share.running--;
      share.clock += nanos;
      forget(share);
      if (shares.size() > MOST_REMEMBERED) {
        shares.values().removeIf(Share::isIdle);
      }
    } finally {
      lock.unlock();
    }
  }

  private void forget(Share share) {
    if (share.isIdle() && share.clock <= started) {
      shares.remove(share.user);
    }
  }

  /** How many users it remembers. */
  int remembered() {
    lock.lock();
    try {
      return shares.size();
    } finally {
      lock.unlock();
    }
  }

  /** How many searches wait for their turn. */
  int waiting() {
    lock.lock();
    try {
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more searches, waits 10 seconds at most for those it has, and refuses the rest. */
  @Override
  public void close() {
    var rest = new ArrayList<Work<?>>();
    lock.lock();
    try {
      closed = true;
      awaitIdle();
      queue.forEach(share -> rest.addAll(share.waiting));
      queue.forEach(share -> share.waiting.clear());
      queue.clear();
      waiting = 0;
    } finally {
      lock.unlock();
    }
    rest.forEach(Work::refuse);
    threads.shutdownNow();
  }

  private void awaitIdle() {
    try {
      long left = CLOSING_NANOS;
      while (running > 0 && left > 0) {
        left = idle.awaitNanos(left);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** What one user has waiting and has used; guarded by the lock. */
  private static final class Share {
    final UserId user;
    final Deque<Work<?>> waiting = new ArrayDeque<>();
    int running;
    long clock;

    Share(UserId user) {
      this.user = user;
    }

    boolean isIdle() {
      return running == 0 && waiting.isEmpty();
    }
  }

  /** A search that may run now. */
  private final class Turn {
    private final Share share;
    private final Work<?> work;

    Turn(Share share, Work<?> work) {
      this.share = share;
      this.work = work;
    }

    void run() {
      long began = nanoTime.getAsLong();
      if (began - work.submitted() > bounds.longestWait().toNanos()) {
        ended(share, 0);
        work.refuse();
        return;
      }
      var outcome = work.outcome(Deadline.after(bounds.longestRun(), nanoTime));
      // Before the answer: who asks on at once is charged already.
      ended(share, nanoTime.getAsLong() - began);
      outcome.run();
    }
  }

  private record Work<T>(
      Function<Deadline, T> search, CompletableFuture<T> result, long submitted) {
    /** Searches, and returns what completes the stage. */
    Runnable outcome(Deadline deadline) {
      try {
        T found = search.apply(deadline);
        return () -> result.complete(found);
      } catch (Throwable failure) {
        return () -> result.completeExceptionally(failure);
      }
    }

    void refuse() {
      result.completeExceptionally(new Overloaded("too many searches at once", RETRY_AFTER));
    }
  }
}
