package chat.adapter.web.connection;

import chat.adapter.web.limit.Limits;
import chat.adapter.web.limit.SocketPlace;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.IO;

/**
 * All connections of the server. A connection beyond the limits is closed as soon as the kernel
 * hands it over; one whose client takes too long is closed within a second. Thread-safe; nothing
 * here blocks.
 *
 * <p>Jetty's own {@code NetworkConnectionLimit} stops accepting instead, so that a client that
 * holds all connections also fills the kernel's queue, and it doesn't tell addresses apart.
 */
public final class Connections implements SelectorManager.AcceptListener {
  private static final Logger LOG = System.getLogger(Connections.class.getName());

  private static final long CHECK_SECONDS = 1;
  private static final long LOG_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** What Jetty makes of the bytes of a head: at worst a header field of every four bytes. */
  private static final int HEAD_FACTOR = 32;

  private static final int HEAD_BYTES = 1_024;

  private final Limits limits;
  private final Budgets budgets;
  private final Patience patience;
  private final BooleanSupplier behind;
  private final Backlog<HttpEndPoint> heads;
  private final Backlog<HttpEndPoint> answers;
  private final Backlog<WholeBody> bodies;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentHashMap<SelectableChannel, SocketPlace> places =
      new ConcurrentHashMap<>();
  private final AtomicLong nextLog = new AtomicLong(System.nanoTime());
  private final Evictions evictions = new Evictions();

  /**
   * @param behind whether more waits for the server than it can do soon; asked at every connection
   */
  public Connections(Limits limits, Budgets budgets, Patience patience, BooleanSupplier behind) {
    this.limits = limits;
    this.budgets = budgets;
    this.patience = patience;
    this.behind = behind;
    heads = new Backlog<>(budgets.headBytes());
    bodies = new Backlog<>(budgets.bodyBytes());
    answers = new Backlog<>(budgets.answerBytes());
  }

  /** The connector whose connections these are; one for each of them. */
  public ServerConnector connector(Server server, int selectors, HttpConnectionFactory http) {
    var connector = new Watched(server, selectors, http);
    connector.addBean(this);
    return connector;
  }

  @Override
  public void onAccepting(SelectableChannel channel) {
    if (open.incrementAndGet() > budgets.connections()) {
      refuse(channel, "The server has all the connections that it may have");
      return;
    }
    var client = ((SocketChannel) channel).socket().getInetAddress();
    var place = limits.connection(client, behind.getAsBoolean() || evictions.isRecent(client));
    if (place.isEmpty()) {
      refuse(channel, "An address has all the connections that it may have");
    } else {
      places.put(channel, place.get());
    }
  }

  private void refuse(SelectableChannel channel, String why) {
    // Jetty finds it closed and says so to onAcceptFailed.
    IO.close(channel);
    long due = nextLog.get();
    long now = System.nanoTime();
    if (now - due >= 0 && nextLog.compareAndSet(due, now + LOG_PAUSE_NANOS)) {
      LOG.log(Level.WARNING, why + "; new ones are closed");
    }
  }

  @Override
  public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
    onClosed(channel);
  }

  @Override
  public void onClosed(SelectableChannel channel) {
    open.decrementAndGet();
    var place = places.remove(channel);
    if (place != null) {
      place.close();
    }
  }

  void headWaits(HttpEndPoint client, int bytes) {
    long counted = HEAD_BYTES + (long) HEAD_FACTOR * bytes;
    evict(heads.put(client, counted, System.nanoTime()), victim -> victim, HttpEndPoint::close);
  }

  void headArrived(HttpEndPoint client) {
    heads.remove(client);
  }

  void bodyWaits(WholeBody body, long bytes) {
    evict(bodies.put(body, bytes, System.nanoTime()), WholeBody::client, WholeBody::giveUp);
  }

  void bodyArrived(WholeBody body) {
    bodies.remove(body);
  }

  void answerWaits(HttpEndPoint client, long bytes) {
    evict(answers.put(client, bytes, System.nanoTime()), victim -> victim, HttpEndPoint::close);
  }

  void answerTaken(HttpEndPoint client) {
    answers.remove(client);
  }

  private <T> void evict(List<T> victims, Function<T, ? extends EndPoint> client, Consumer<T> end) {
    for (var victim : victims) {
      evictions.add(client.apply(victim).getRemoteSocketAddress());
      end.accept(victim);
    }
  }

  /** How many connections are open. */
  public int open() {
    return open.get();
  }

  /** How many bytes wait for clients: of heads, bodies and answers. */
  public long waitingBytes() {
    return heads.bytes() + bodies.bytes() + answers.bytes();
  }

  /** How many bodies wait for their clients to send the rest. */
  public int waitingBodies() {
    return bodies.size();
  }

  /** How many answers wait for their clients to take them. */
  public int waitingAnswers() {
    return answers.size();
  }

  private void check(ServerConnector connector) {
    try {
      checkAll(connector);
    } catch (RuntimeException e) {
      // Those that are left are looked at again in a second.
      LOG.log(Level.ERROR, "Not every connection could be checked", e);
    }
  }

  private void checkAll(ServerConnector connector) {
    long now = System.nanoTime();
    boolean crowded = open.get() > budgets.connections() / 5 * 4;
    var allowed = crowded ? patience.whenCrowded() : patience;
    for (var client : connector.getConnectedEndPoints()) {
      if (client instanceof HttpEndPoint http) {
        http.check(allowed, now);
      }
    }
    bodies.removeOlderThan(patience.body(), now).forEach(WholeBody::tooLate);
  }

  /** A connector that looks after its connections while it runs. */
  private final class Watched extends ServerConnector {
    Watched(Server server, int selectors, HttpConnectionFactory http) {
      super(server, 1, selectors, http);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(
        SocketChannel channel, ManagedSelector selector, SelectionKey key) throws IOException {
      var client = new HttpEndPoint(channel, selector, key, getScheduler(), Connections.this);
      client.setIdleTimeout(getIdleTimeout());
      return client;
    }

    @Override
    protected void doStart() throws Exception {
      super.doStart();
      checkLater();
    }

    private void checkLater() {
      getScheduler().schedule(this::checkNow, CHECK_SECONDS, TimeUnit.SECONDS);
    }

    private void checkNow() {
      if (isStopped()) {
        return;
      }
      check(this);
      checkLater();
    }
  }
}
