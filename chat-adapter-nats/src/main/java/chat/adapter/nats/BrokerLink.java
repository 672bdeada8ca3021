package chat.adapter.nats;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * This node's link to the broker. Once it has been up, it comes back by itself however often and
 * long the broker is away, frozen or cut off; what is sent meanwhile is dropped. May be used by any
 * thread; no method but {@link #open} and {@link #close} waits for anything.
 *
 * <p>Two threads of its own are all that deals with jnats, whose methods wait at times: one sends,
 * the other asks every two seconds whether the broker answers, and makes a new connection when it
 * doesn't. jnats' own way of reconnecting gives up after two refusals, and its pings are left out
 * while anything arrives, so that they don't notice when nothing gets out.
 */
public final class BrokerLink implements AutoCloseable {
  private static final Logger LOG = System.getLogger(BrokerLink.class.getName());

  /** What waits to be sent: some tenths of a second of a busy node. */
  static final int MAX_WAITING = 8_192;

  static final long MAX_WAITING_BYTES = 1 << 24;

  /** Between two questions whether the broker answers. */
  private static final long LOOK_MS = 2_000;

  /** Pauses between attempts: each is twice as long, up to a bound, and some of it is chance. */
  private static final int FIRST_PAUSE_MS = 50;

  private static final int LONGEST_PAUSE_MS = 2_000;

  /** A connection that lasted so long was a good one. */
  private static final long GOOD_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** How long closing waits for what was sent before. */
  private static final long LAST_WORDS_MS = 1_000;

  /** Takes what arrives under a subject; must not block for long. */
  @FunctionalInterface
  public interface Receiver {
    void receive(String subject, byte[] bytes);
  }

  /** Which thread what arrives is handed over on: one does not wait for the other. */
  public enum Channel {
    ROOMS,
    NOTICES
  }

  /**
   * @param content makes the content of at most so many bytes each, on the sending thread
   * @param bytes about how many bytes of memory it holds until then
   */
  private record Parcel(String subject, IntFunction<List<byte[]>> content, int bytes) {}

  /** Sends nothing, but has the sender look at the subscriptions. */
  private static final Parcel NUDGE = new Parcel("", max -> List.of(), 0);

  record Interest(Receiver receiver, Channel channel) {}

  private final NatsSettings settings;
  private final Map<String, Interest> interests = new ConcurrentHashMap<>();
  private final LinkedBlockingQueue<Parcel> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
  private final AtomicLong waitingBytes = new AtomicLong();
  private final Seldom overflow = new Seldom();
  private final Semaphore trouble = new Semaphore(0);
  private final Thread sender = thread(this::send, "nats-sender");
  private final Thread watch = thread(this::watch, "nats-watch");
  private volatile @Nullable BrokerSession session;
  private volatile boolean interestsChanged;
  private volatile boolean closed;

  private BrokerLink(NatsSettings settings) {
    this.settings = settings;
  }

  /**
   * Connects; returns within seconds.
   *
   * @throws CannotReachBroker when no server of the settings takes this node
   */
  public static BrokerLink open(NatsSettings settings) {
    var link = new BrokerLink(settings);
    try {
      link.session = BrokerSession.open(settings, link.trouble::release);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotReachBroker("interrupted while connecting");
    }
    link.sender.start();
    link.watch.start();
    return link;
  }

  /** Whether the broker answered when it was last asked, some seconds ago at most. */
  public boolean isUp() {
    var now = session;
    return now != null && now.isConnected();
  }

  /**
   * Sends soon, or drops it when there is no broker or too much waits.
   *
   * @param content makes the contents, given how many bytes each may have; runs on another thread
   * @param bytes about how many bytes of memory are held until then
   */
  public void send(String subject, IntFunction<List<byte[]>> content, int bytes) {
    if (!isUp()) {
      return;
    }
    if (waitingBytes.addAndGet(bytes) > MAX_WAITING_BYTES
        || !waiting.offer(new Parcel(subject, content, bytes))) {
      waitingBytes.addAndGet(-bytes);
      if (overflow.isDue()) {
        LOG.log(
            Level.WARNING,
            "the broker takes less than this server has for the others; they find the rest in the"
                + " database, within a second");
      }
    }
  }

  /** From now on, or when the broker is back, hands what arrives under the subject to it. */
  public void follow(String subject, Channel channel, Receiver receiver) {
    interests.put(subject, new Interest(receiver, channel));
    nudge();
  }

  /** The opposite; what is under way may still arrive. */
  public void unfollow(String subject) {
    interests.remove(subject);
    nudge();
  }

  private void nudge() {
    interestsChanged = true;
    // When there is no place, the sender has something to do and looks before it does.
    var unused = waiting.offer(NUDGE);
  }

  /** Nothing waits. For tests. */
  boolean isIdle() {
    return waiting.isEmpty() && !interestsChanged;
  }

  private void send() {
    try {
      while (true) {
        var parcel = waiting.take();
        waitingBytes.addAndGet(-parcel.bytes());
        var now = session;
        if (now != null) {
          if (interestsChanged) {
            interestsChanged = false;
            now.follow(interests);
          }
          if (!parcel.equals(NUDGE)) {
            now.send(parcel.subject(), parcel.content());
          }
        }
        if (closed && waiting.isEmpty()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    int pause = FIRST_PAUSE_MS;
    long since = System.nanoTime();
    try {
      while (!closed) {
        var now = session;
        if (now != null && now.answers()) {
          if (System.nanoTime() - since > GOOD_NANOS) {
            pause = FIRST_PAUSE_MS;
          }
          var unused = trouble.tryAcquire(LOOK_MS, TimeUnit.MILLISECONDS);
          trouble.drainPermits();
          continue;
        }
        if (now != null) {
          session = null;
          if (!closed) {
            LOG.log(
                Level.WARNING,
                "the broker {0} is away ({1}): other servers find what is said here in the"
                    + " database, within a second",
                settings.names(),
                now.trouble());
          }
          now.close();
        }
        Thread.sleep(pause / 2 + ThreadLocalRandom.current().nextInt(pause));
        pause = Math.min(LONGEST_PAUSE_MS, 2 * pause);
        reconnect();
        since = System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void reconnect() throws InterruptedException {
    trouble.drainPermits();
    try {
      session = BrokerSession.open(settings, trouble::release);
      LOG.log(Level.INFO, "the broker {0} is back", settings.names());
      nudge();
    } catch (CannotReachBroker still) {
      LOG.log(Level.DEBUG, "the broker is still away: {0}", still.getMessage());
    }
  }

  private static Thread thread(Runnable work, String name) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Sends what waits, for a second at most, and disconnects. Idempotent. */
  @Override
  public void close() {
    closed = true;
    nudge();
    try {
      sender.join(LAST_WORDS_MS);
      sender.interrupt();
      trouble.release();
      watch.interrupt();
      watch.join(LAST_WORDS_MS);
      var last = session;
      if (last != null) {
        last.flush();
        last.close();
        session = null;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
