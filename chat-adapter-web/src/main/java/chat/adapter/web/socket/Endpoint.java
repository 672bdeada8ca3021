package chat.adapter.web.socket;

import chat.adapter.web.limit.Limits;
import chat.adapter.web.socket.connection.Connection;
import chat.adapter.web.socket.connection.Host;
import chat.adapter.web.socket.connection.SocketSettings;
import chat.adapter.web.socket.fanout.Hub;
import chat.adapter.web.socket.plain.PlainDialect;
import chat.adapter.web.socket.v1.V1Dialect;
import chat.adapter.web.socket.wire.MemoryBudget;
import chat.adapter.web.socket.wire.Socket;
import chat.application.room.ReadableRoom;
import chat.domain.message.Epoch;
import chat.domain.room.RoomId;
import chat.domain.token.Claims;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What all sockets share: the dialects, one timer thread, the memory, and whether there is still
 * work taken on. Thread-safe.
 */
final class Endpoint implements Host {
  private static final Logger LOG = System.getLogger(Endpoint.class.getName());

  /** How long the last words and the closing handshakes may take, in all. */
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  /** How long one write of a client may take while others wait for memory to replay. */
  private static final Duration SLOW = Duration.ofSeconds(5);

  private static final int BEATS_PER_HEARTBEAT = 8;

  /** Often enough for a socket to end within a second of its token. */
  private static final long LONGEST_BEAT_MILLIS = 500;

  private final SocketSettings settings;
  private final Limits limits;
  private final SocketUseCases useCases;
  private final MemoryBudget budget;
  private final V1Dialect v1;
  private final PlainDialect plain;
  private final AtomicBoolean relieving = new AtomicBoolean();
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
    budget = new MemoryBudget(settings.budgetBytes(), this::relieveSoon, this::proceed);
    v1 =
        new V1Dialect(
            this,
            new V1Dialect.UseCases(
                useCases.authenticate(),
                useCases.roomAccess(),
                useCases.joinRoom(),
                useCases.resumeRoom(),
                useCases.sendMessage(),
                useCases.editMessage(),
                useCases.deleteMessage()));
    plain = new PlainDialect(this, useCases.joinRoom(), useCases.sendMessage());
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

  @Override
  public SocketSettings settings() {
    return settings;
  }

  @Override
  public Limits limits() {
    return limits;
  }

  SocketUseCases useCases() {
    return useCases;
  }

  @Override
  public MemoryBudget budget() {
    return budget;
  }

  /** There may be memory for what waits for it. */
  private void proceed() {
    v1.proceed();
  }

  @Override
  public Epoch epoch() {
    return useCases.resumeRoom().epoch();
  }

  /**
   * A connection whose client speaks chat.v1.
   *
   * @param first the room that it enters at once, or null for none
   */
  Connection v1(@Nullable RoomId first, Claims claims, Socket socket, Hub hub) {
    return new Connection(claims, socket, this, connection -> v1.begin(first, connection, hub));
  }

  /** A connection whose client asked for no subprotocol, and is in one room from now on. */
  Connection plain(ReadableRoom room, Claims claims, Socket socket, Hub hub) {
    return new Connection(claims, socket, this, connection -> plain.begin(room, connection, hub));
  }

  /**
   * More is kept than may be. The caller may hold the lock of any mailbox, so that the timer's
   * thread looks at the others. At the end all sockets are closed anyway.
   */
  private void relieveSoon() {
    if (!closing && relieving.compareAndSet(false, true)) {
      timer.execute(
          () -> {
            relieving.set(false);
            closeLargest(connection -> true, budget::isExceeded);
          });
    }
  }

  /** Closes the clients for which most is kept, one after another, as long as it is necessary. */
  private void closeLargest(Predicate<Connection> candidates, BooleanSupplier necessary) {
    if (!necessary.getAsBoolean()) {
      return;
    }
    record Holder(Connection connection, int held) {}
    var holders = new ArrayList<Holder>();
    connections.forEach(
        connection -> {
          int held = connection.held();
          if (held > 0 && connection.isOpen() && candidates.test(connection)) {
            holders.add(new Holder(connection, held));
          }
        });
    holders.sort(Comparator.comparingInt(Holder::held).reversed());
    int closed = 0;
    for (var holder : holders) {
      if (!necessary.getAsBoolean()) {
        break;
      }
      holder.connection().giveUp();
      closed++;
    }
    if (closed > 0) {
      LOG.log(Level.INFO, "closed {0} slow sockets, because memory for sockets ran out", closed);
    }
  }

  /**
   * A hub for the sockets of one loop.
   *
   * @param loop where they are told; it must run things one after another
   */
  Hub newHub(Executor loop) {
    var hub =
        new Hub(
            useCases.followRoom(),
            loop,
            settings.fanOutEvents(),
            this::later,
            plain.encoding(),
            v1.encoding());
    hubs.add(hub);
    return hub;
  }

  /** How many rooms are followed. */
  int rooms() {
    return hubs.stream().mapToInt(Hub::rooms).sum();
  }

  @Override
  public boolean draining() {
    return draining;
  }

  @Override
  public void track(Connection connection) {
    connections.add(connection);
    // Looked at after the member was added: whoever closes all either sees it or is seen here.
    if (closing) {
      sendAway(connection);
    }
  }

  @Override
  public void untrack(Connection connection) {
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
   * On the timer's thread: leaving a room may wait for the feed, and the feed may be waiting for
   * the fan-out, whose thread is among those that find a member gone.
   */
  @Override
  public void leaveSoon(Connection connection) {
    timer.execute(
        () -> {
          try {
            connection.depart();
          } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "a member could not leave its room", bug);
          }
        });
  }

  @Override
  public void abortSoon(Connection connection) {
    long patience = settings.closePatience().toMillis();
    var unused = timer.schedule(connection::abort, patience, TimeUnit.MILLISECONDS);
  }

  @Override
  public void later(Duration pause, Runnable action) {
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
    if (v1.isStarved()) {
      // Many at once: else each would make space for a page of the next that doesn't read.
      closeLargest(connection -> connection.mailbox().isSlow(now, SLOW.toNanos()), budget::isTight);
    }
    v1.proceed();
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
    v1.close();
    timer.shutdownNow();
  }

  private void sendAway(Connection connection) {
    // Each after another pause, so that they don't all come back at once.
    int pause = ThreadLocalRandom.current().nextInt(500, 3_001);
    connection.close(Connection.RESTART, "{\"retry_after_ms\":" + pause + "}");
  }
}
