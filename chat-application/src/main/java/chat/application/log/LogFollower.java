package chat.application.log;

import chat.application.Threads;
import chat.domain.Deadline;
import chat.domain.StoreUnavailable;
import chat.domain.message.ConsumerUnavailable;
import chat.domain.message.Epochs;
import chat.domain.message.LogConsumer;
import chat.domain.message.LogProgress;
import chat.domain.message.LogProgress.State;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.room.RoomId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Feeds a {@link LogConsumer} with the whole log, on one thread. Events of this process reach it as
 * hints right after their commit; wherever a hint doesn't go on from the consumer's position, the
 * events are read from the log. Once a second it looks for events of other processes.
 *
 * <p>It reopens the consumer when the store or the consumer was unavailable, when the epoch has
 * changed, and, from nothing, when the consumer is broken or disagrees with the log. Any thread may
 * call it.
 */
public final class LogFollower implements LogConsumer.Source, AutoCloseable {
  private static final Logger LOG = System.getLogger(LogFollower.class.getName());

  private final LogConsumer consumer;
  private final MessageLog log;
  private final Epochs epochs;
  private final Pace pace;
  private final Hints hints = new Hints();
  private final Thread thread;
  private volatile LogProgress progress = new LogProgress(State.CATCHING_UP, 0, 0);

  // The rest belongs to the thread.
  private final Outages outages;
  private boolean anew;

  LogFollower(LogConsumer consumer, MessageLog log, Epochs epochs, boolean anew, Pace pace) {
    this.pace = pace;
    this.consumer = consumer;
    this.log = log;
    this.epochs = epochs;
    this.anew = anew;
    outages = new Outages(consumer.name(), pace);
    thread = new Thread(this::run, "log-follower");
    thread.setDaemon(true);
  }

  /** Goes on where the consumer is. */
  public static LogFollower of(LogConsumer consumer, MessageLog log, Epochs epochs) {
    return new LogFollower(consumer, log, epochs, false, Pace.NORMAL);
  }

  /** Has the consumer begin from nothing, whatever it has. */
  public static LogFollower rebuilding(LogConsumer consumer, MessageLog log, Epochs epochs) {
    return new LogFollower(consumer, log, epochs, true, Pace.NORMAL);
  }

  /** Opens the consumer and follows the log from then on. Returns at once. To be called once. */
  public void start() {
    thread.start();
  }

  /**
   * The feed to publish to instead of that one: what is published to it becomes a hint first, so
   * that who is notified of an event can already wait for the consumer to have it.
   */
  public RoomFeed following(RoomFeed feed) {
    return new RoomFeed() {
      @Override
      public void publish(RoomId room, List<RoomEvent> events) {
        hints.add(events);
        feed.publish(room, events);
      }

      @Override
      public Subscription subscribe(RoomId room, Subscriber subscriber) {
        return feed.subscribe(room, subscriber);
      }
    };
  }

  @Override
  public boolean await(Deadline deadline) throws InterruptedException {
    return hints.await(deadline);
  }

  @Override
  public LogProgress progress() {
    return progress;
  }

  /** Flushes and closes the consumer, and returns when that is done. Idempotent. */
  @Override
  public void close() {
    hints.close();
    Threads.awaitEnd(thread);
  }

  private void run() {
    try {
      while (!hints.isClosed()) {
        if (!follow()) {
          progress = new LogProgress(State.STUCK, progress.done(), progress.of());
          hints.awaitClosed(outages.retryNanos());
        }
      }
    } catch (InterruptedException stop) {
      hints.close();
    }
  }

  /**
   * Opens the consumer and feeds it until there is a reason to close it.
   *
   * @return whether it may be opened again at once
   */
  private boolean follow() throws InterruptedException {
    try {
      var epoch = epochs.current();
      boolean rebuilding = consumer.open(epoch, anew);
      anew = false;
      outages.overcome(ConsumerUnavailable.Reason.IN_USE);
      new Feeder(consumer, log, epochs, hints, outages, pace, rebuilding, now -> progress = now)
          .run(epoch);
      progress = new LogProgress(State.CATCHING_UP, progress.done(), progress.of());
      return true;
    } catch (StoreUnavailable away) {
      outages.storeIsAway(away);
    } catch (ConsumerUnavailable unavailable) {
      outages.unavailable(unavailable);
    } catch (RuntimeException | AssertionError broken) {
      outages.broken(broken);
      anew = true;
    } finally {
      hints.nothingApplied();
      close(consumer);
    }
    return false;
  }

  private static void close(LogConsumer consumer) {
    try {
      consumer.close();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "{0} can''t be closed: {1}", consumer.name(), e.getMessage());
    }
  }
}
