package chat.application.message;

import chat.application.Overloaded;
import chat.application.Threads;
import chat.domain.StoreUnavailable;
import chat.domain.message.Appended;
import chat.domain.message.Draft;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.room.RoomId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * One writer. It takes all that has piled up, commits it as one group, publishes it, and answers:
 * the time of a commit is what fills the next group, so there is no timer to tune. What waits is
 * bounded in number and in bytes. Thread-safe.
 */
final class Lane implements AutoCloseable {
  /** A larger group gains nothing, and keeps the first one in it waiting. */
  static final int MAX_GROUP = 256;

  /** More than any draft takes. */
  static final long MIN_BYTES = 1 << 16;

  private static final Logger LOG = System.getLogger(Lane.class.getName());
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final long IDLE_MILLIS = 250;

  private final MessageLog log;
  private final RoomFeed feed;
  private final FollowRoomService followers;
  private final ArrayBlockingQueue<Pending> waiting;
  private final Thread writer;
  private final Object admission = new Object();
  private final long maxBytes;

  // Guarded by admission.
  private boolean refusing;

  /** Of the drafts that wait or are being committed. */
  private long bytes;

  /** Of the group that is being committed, until they are given back; used by the writer alone. */
  private long groupBytes;

  /**
   * @param capacity how many drafts may wait
   * @param maxBytes how many bytes they may take, with those that are being committed
   */
  Lane(
      String name,
      MessageLog log,
      RoomFeed feed,
      FollowRoomService followers,
      int capacity,
      long maxBytes) {
    if (maxBytes < MIN_BYTES) {
      throw new IllegalArgumentException("a lane must hold the largest draft");
    }
    this.maxBytes = maxBytes;
    this.log = log;
    this.feed = feed;
    this.followers = followers;
    this.waiting = new ArrayBlockingQueue<>(capacity);
    this.writer = new Thread(this::write, name);
    writer.setDaemon(true);
    writer.start();
  }

  private record Pending(Draft draft, CompletableFuture<Appended> answer) {}

  /** Never blocks. The stage fails with {@link Overloaded} when the lane is full or closing. */
  CompletionStage<Appended> submit(Draft draft) {
    var pending = new Pending(draft, new CompletableFuture<>());
    int more = draft.estimatedBytes();
    synchronized (admission) {
      // Under the lock: whatever gets in before the writer is told to end is seen by it.
      if (!refusing && bytes + more <= maxBytes && waiting.offer(pending)) {
        bytes += more;
        return pending.answer();
      }
    }
    return CompletableFuture.failedStage(new Overloaded("too many messages at once", RETRY_AFTER));
  }

  void refuse() {
    synchronized (admission) {
      refusing = true;
    }
  }

  @Override
  public void close() {
    refuse();
    // What was accepted is a promise; the store's own time-outs bound the wait.
    Threads.awaitEnd(writer);
  }

  /** Gives the group's bytes back; before its answers, so that who sends on at once finds them. */
  private void release() {
    if (groupBytes > 0) {
      synchronized (admission) {
        bytes -= groupBytes;
      }
      groupBytes = 0;
    }
  }

  private boolean isDone() {
    synchronized (admission) {
      return refusing && waiting.isEmpty();
    }
  }

  private void write() {
    var group = new ArrayList<Pending>(MAX_GROUP);
    while (!isDone()) {
      try {
        var first = waiting.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
          continue;
        }
        group.add(first);
        waiting.drainTo(group, MAX_GROUP - 1);
        for (var pending : group) {
          groupBytes += pending.draft().estimatedBytes();
        }
        commit(group);
      } catch (InterruptedException ignored) {
        // Nobody interrupts a writer for a reason: it ends when it is told to refuse.
        LOG.log(Level.DEBUG, "interrupted");
      } catch (Throwable broken) {
        // A lane that dies would silence its rooms, so it outlives whatever happened.
        LOG.log(Level.ERROR, "a lane met an error", broken);
        group.forEach(pending -> pending.answer().completeExceptionally(broken));
      } finally {
        release();
        group.clear();
      }
    }
  }

  private void commit(List<Pending> group) {
    var drafts = group.stream().map(Pending::draft).toList();
    List<Appended> outcomes;
    try {
      outcomes = log.append(drafts);
    } catch (StoreUnavailable away) {
      doubt(drafts);
      release();
      group.forEach(pending -> pending.answer().completeExceptionally(away));
      return;
    } catch (RuntimeException refused) {
      doubt(drafts);
      commitOneByOne(group, refused);
      return;
    }
    // Published first: whoever is told that a message was sent can rely on others having it.
    publish(outcomes);
    release();
    for (int i = 0; i < outcomes.size(); i++) {
      group.get(i).answer().complete(outcomes.get(i));
    }
  }

  /** The drafts may or may not be in the log. */
  private void doubt(List<Draft> drafts) {
    drafts.stream().map(Draft::room).distinct().forEach(followers::doubt);
  }

  private void publish(List<Appended> outcomes) {
    var rooms = new LinkedHashMap<RoomId, List<RoomEvent.Logged>>();
    for (var outcome : outcomes) {
      if (outcome instanceof Appended.Stored stored) {
        rooms.computeIfAbsent(stored.event().room(), room -> new ArrayList<>()).add(stored.event());
      }
    }
    rooms.forEach(this::publish);
    for (var outcome : outcomes) {
      if (outcome instanceof Appended.Repeated repeated) {
        // Its first append may be one without an answer, or another server's.
        followers.reached(repeated.message().room(), repeated.message().seq());
      }
    }
  }

  private void publish(RoomId room, List<RoomEvent.Logged> events) {
    try {
      feed.publish(room, List.copyOf(events));
    } catch (RuntimeException broken) {
      LOG.log(Level.ERROR, "a feed refused events", broken);
    }
    // Whatever the feed lost, this node's subscribers get it.
    followers.reached(room, events.get(events.size() - 1).seq());
  }

  /** So that one bad draft can't sink its neighbours. Each may be in the log already: no harm. */
  private void commitOneByOne(List<Pending> group, RuntimeException refused) {
    if (group.size() == 1) {
      LOG.log(Level.ERROR, "the store refused a message", refused);
      release();
      group.get(0).answer().completeExceptionally(refused);
      return;
    }
    group.forEach(pending -> commit(List.of(pending)));
  }
}
