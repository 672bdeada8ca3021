package chat.adapter.web.socket;

import chat.adapter.web.limit.Limits;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * What all sockets share: one timer thread, the threads that wait for the store, and whether there
 * is still work taken on. Thread-safe.
 */
final class Endpoint {
  private static final Logger LOG = System.getLogger(Endpoint.class.getName());

  /** How long a client may take over the closing handshake. */
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  /** How long the last words and the closing handshakes may take, in all. */
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  /** How long a store that is away is left alone. */
  static final Duration STORE_PAUSE = Duration.ofMillis(500);

  private static final int BEATS_PER_HEARTBEAT = 8;

  /** Often enough for a socket to end within a second of its token. */
  private static final long LONGEST_BEAT_MILLIS = 500;

  private final SocketSettings settings;
  private final Limits limits;
  private final SocketUseCases useCases;
  private final Errands errands = new Errands();
  private final List<Hub> hubs = new CopyOnWriteArrayList<>();
  private final OpenSockets connections;
  private final ScheduledThreadPoolExecutor timer;
  private volatile boolean draining;
  private volatile boolean closing;

  Endpoint(
      SocketSettings settings, Limits limits, OpenSockets connections, SocketUseCases useCases) {
    this.settings = settings;
    this.limits = limits;
    this.connections = connections;
    this.useCases = useCases;
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              var thread = new Thread(task, "chat-socket-timer");
              thread.setDaemon(true);
              return thread;
            },
            // After the end there is nobody to wait for: late goodbyes run where they come up.
            (task, pool) -> task.run());
  }

  void start() {
    long eighth = settings.heartbeat().toMillis() / BEATS_PER_HEARTBEAT;
    long period = Math.max(1, Math.min(LONGEST_BEAT_MILLIS, eighth));
    var unused = timer.scheduleAtFixedRate(this::beat, period, period, TimeUnit.MILLISECONDS);
  }

  SocketSettings settings() {
    return settings;
  }

  Limits limits() {
    return limits;
  }

  SocketUseCases useCases() {
    return useCases;
  }

  Errands errands() {
    return errands;
  }

  /**
   * A hub for the sockets of one loop.
   *
   * @param loop where they are told; it must run things one after another
   */
  Hub newHub(Executor loop) {
    var hub =
        new Hub(useCases.followRoom(), new FanOut(loop, settings.fanOutEvents(), this::later));
    hubs.add(hub);
    return hub;
  }

  /** How many rooms are followed. */
  int rooms() {
    return hubs.stream().mapToInt(Hub::rooms).sum();
  }

  boolean draining() {
    return draining;
  }

  void track(Connection connection) {
    connections.add(connection);
    // Looked at after the member was added: whoever closes all either sees it or is seen here.
    if (closing) {
      sendAway(connection);
    }
  }

  void untrack(Connection connection) {
    connections.remove(connection);
  }

  /** How many connections there are. */
  int connections() {
    return connections.count();
  }

  long waitingBytes() {
    return connections.waitingBytes();
  }

  /**
   * Lets the member depart on the timer's thread: leaving a room may wait for the feed, and the
   * feed may be waiting for the fan-out, whose thread is among those that find a member gone.
   */
  void leaveSoon(Connection connection) {
    timer.execute(
        () -> {
          try {
            connection.depart();
          } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "a member could not leave its room", bug);
          }
        });
  }

  /** Drops the connection unless its closing handshake ends in time. */
  void abortSoon(Connection connection) {
    var unused = timer.schedule(connection::abort, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Runs something quick after a while. */
  void later(Duration pause, Runnable action) {
    var unused = timer.schedule(action, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void beat() {
    long now = System.nanoTime();
    try {
      connections.endExpired();
    } catch (RuntimeException bug) {
      LOG.log(Level.ERROR, "expired sockets could not be ended", bug);
    }
    connections.forEach(
        connection -> {
          try {
            connection.beat(now, settings.heartbeat().toNanos());
          } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "a heartbeat failed", bug);
          }
        });
  }

  void refuseNewWork() {
    draining = true;
  }

  /** Writes what was published, sends everybody away and ends the threads, within some seconds. */
  void close() throws InterruptedException {
    draining = true;
    long deadline = System.nanoTime() + FAREWELL.toNanos();
    for (var hub : hubs) {
      hub.settle(FAREWELL.dividedBy(2));
    }
    // From here on nobody is told of those who leave: all do.
    hubs.forEach(Hub::close);
    closing = true;
    connections.forEach(this::sendAway);
    while (connections.count() > 0 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    connections.forEach(Connection::abort);
    var goodbyes = new CountDownLatch(1);
    timer.execute(goodbyes::countDown);
    if (!goodbyes.await(1, TimeUnit.SECONDS)) {
      LOG.log(Level.WARNING, "some connections could not leave their rooms in time");
    }
    errands.close();
    timer.shutdownNow();
  }

  private void sendAway(Connection connection) {
    // Each after another pause, so that they don't all come back at once.
    int pause = ThreadLocalRandom.current().nextInt(500, 3_001);
    connection.close(Connection.RESTART, "{\"retry_after_ms\":" + pause + "}");
  }
}
