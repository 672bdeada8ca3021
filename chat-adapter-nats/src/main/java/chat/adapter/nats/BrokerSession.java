package chat.adapter.nats;

import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.Dispatcher;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one server of the broker, until it is lost. {@link #follow} and {@link #send}
 * are for one thread, and wait for a second at most.
 */
final class BrokerSession implements ErrorListener, ConnectionListener {
  private static final Logger LOG = System.getLogger(BrokerSession.class.getName());

  /** Enough for a first TLS handshake on a busy machine; a login that is refused takes as long. */
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

  /** How long the sender waits for a place; then it has waited for a broker that doesn't read. */
  private static final Duration PUSH_WITHIN = Duration.ofSeconds(1);

  private static final Duration LAST_WORDS_WITHIN = Duration.ofMillis(500);

  /** What one message holds at most, though a broker may take more: readers allocate as much. */
  private static final int MAX_MESSAGE_BYTES = 1 << 16;

  /** With the longest messages, 32 MB; the link bounds what waits before. */
  private static final int MAX_OUTGOING = 512;

  private static final int MAX_ARRIVED = 16_384;
  private static final long MAX_ARRIVED_BYTES = 1 << 24;
  private static final int MAX_REASON = 200;

  private final Runnable onTrouble;
  private final ExecutorService threads = Executors.newCachedThreadPool(daemons("nats"));
  private final ExecutorService callbacks =
      Executors.newSingleThreadExecutor(daemons("nats-events"));
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(daemons("nats-timer"));
  private final Seldom complaints = new Seldom();
  private final Map<BrokerLink.Channel, Dispatcher> dispatchers =
      new EnumMap<>(BrokerLink.Channel.class);
  private final Set<String> followed = new HashSet<>();
  private @Nullable Connection connection;
  private volatile @Nullable Exception lastException;
  private volatile @Nullable String lastError;
  private volatile boolean silent;

  private BrokerSession(Runnable onTrouble) {
    this.onTrouble = onTrouble;
  }

  /**
   * Connects to one of the servers.
   *
   * @param onTrouble called when the connection is lost, from some thread
   * @throws CannotReachBroker when none takes this node
   */
  static BrokerSession open(NatsSettings settings, Runnable onTrouble) throws InterruptedException {
    var session = new BrokerSession(onTrouble);
    try {
      session.connection = Nats.connect(session.options(settings));
      for (var channel : BrokerLink.Channel.values()) {
        var dispatcher = session.connection().createDispatcher();
        dispatcher.setPendingLimits(MAX_ARRIVED, MAX_ARRIVED_BYTES);
        session.dispatchers.put(channel, dispatcher);
      }
      return session;
    } catch (IOException | RuntimeException refused) {
      var why = session.why(refused, settings);
      session.end();
      throw new CannotReachBroker(settings.names() + " " + why);
    } catch (InterruptedException e) {
      session.end();
      throw e;
    }
  }

  private Options options(NatsSettings settings) {
    var options =
        Options.builder()
            .servers(settings.servers().stream().map(URI::toString).toArray(String[]::new))
            .connectionName("chat")
            // A link makes a new connection instead.
            .noReconnect()
            .reconnectBufferSize(0)
            .pingInterval(Duration.ZERO)
            .connectionTimeout(CONNECT_WITHIN)
            .ignoreDiscoveredServers()
            // The names stay, so that certificates can be compared with them.
            .hostnameResolveMode(Options.HostnameResolveMode.HappyEyeballs)
            .dataPortType(ForcefulDataPort.class.getName())
            .maxMessagesInOutgoingQueue(MAX_OUTGOING)
            .writeQueuePushTimeout(PUSH_WITHIN)
            .noEcho()
            .noHeaders()
            .noNoResponders()
            .errorListener(this)
            .connectionListener(this)
            .executor(threads)
            .connectExecutor(threads)
            .readerExecutor(threads)
            .writerExecutor(threads)
            .callbackExecutor(callbacks)
            .scheduledExecutor(timer);
    if (settings.isSecure()) {
      options.sslContext(trusted(settings));
    }
    var login = settings.login();
    if (login instanceof NatsSettings.Password password) {
      options.userInfo(password.user(), password.password());
    } else if (login instanceof NatsSettings.Token token) {
      options.token(token.token().toCharArray());
    }
    return options.build();
  }

  private static SSLContext trusted(NatsSettings settings) {
    var given = settings.tls();
    try {
      return given == null ? SSLContext.getDefault() : given;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Connection connection() {
    var open = connection;
    if (open == null) {
      throw new IllegalStateException("not connected");
    }
    return open;
  }

  boolean isConnected() {
    return !silent && connection().getStatus() == Connection.Status.CONNECTED;
  }

  /** Asks the broker and waits for its answer. */
  boolean answers() throws InterruptedException {
    if (connection().getStatus() != Connection.Status.CONNECTED) {
      return false;
    }
    try {
      connection().flush(ANSWER_WITHIN);
      return true;
    } catch (TimeoutException | RuntimeException no) {
      silent = true;
      return false;
    }
  }

  /** Follows those subjects and no others. */
  void follow(Map<String, BrokerLink.Interest> interests) {
    try {
      for (var old : List.copyOf(followed)) {
        if (!interests.containsKey(old)) {
          followed.remove(old);
          for (var dispatcher : dispatchers.values()) {
            dispatcher.unsubscribe(old);
          }
        }
      }
      interests.forEach(this::follow);
    } catch (RuntimeException lost) {
      LOG.log(Level.DEBUG, "couldn''t subscribe: {0}", lost.getMessage());
    }
  }

  private void follow(String subject, BrokerLink.Interest interest) {
    if (followed.add(subject)) {
      var dispatcher = dispatchers.get(interest.channel());
      if (dispatcher != null) {
        var unused =
            dispatcher.subscribe(
                subject, message -> hand(interest, message.getSubject(), message.getData()));
      }
    }
  }

  private static void hand(BrokerLink.Interest interest, String subject, byte[] bytes) {
    try {
      interest.receiver().receive(subject, bytes);
    } catch (Throwable broken) {
      LOG.log(Level.ERROR, "what arrived under " + subject + " couldn't be handed over", broken);
    }
  }

  /** Sends, or drops what can't be sent now. */
  void send(String subject, IntFunction<List<byte[]>> content) {
    try {
      long most = connection().getMaxPayload();
      int bytes = (int) Math.min(most > 0 ? most : MAX_MESSAGE_BYTES, MAX_MESSAGE_BYTES);
      for (var message : content.apply(bytes)) {
        connection().publish(subject, message);
      }
    } catch (RuntimeException lost) {
      LOG.log(Level.DEBUG, "couldn''t publish: {0}", lost.getMessage());
    }
  }

  /** Why the connection was lost, in a few words. */
  String trouble() {
    if (silent) {
      return "it doesn't answer";
    }
    var error = lastError;
    return error == null ? "the connection ended" : error;
  }

  /** Waits for what was sent, for half a second at most. */
  void flush() throws InterruptedException {
    if (isConnected()) {
      try {
        connection().flush(LAST_WORDS_WITHIN);
      } catch (TimeoutException | RuntimeException lost) {
        LOG.log(Level.DEBUG, "the last events didn''t reach the broker: {0}", lost.getMessage());
      }
    }
  }

  void close() throws InterruptedException {
    try {
      connection().close();
    } finally {
      end();
    }
  }

  private void end() {
    threads.shutdownNow();
    timer.shutdownNow();
    callbacks.shutdownNow();
  }

  private String why(Exception refused, NatsSettings settings) throws InterruptedException {
    try {
      // What jnats has to say comes by a thread of its own.
      callbacks.submit(() -> {}).get(1, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(Level.DEBUG, "no reason was given in time", e);
    }
    if (refused instanceof AuthenticationException) {
      return settings.login() == null
          ? "wants a login, and none is set"
          : "refuses the login that is set";
    }
    Throwable cause = lastException;
    if (cause instanceof ExecutionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof ConnectException) {
      return "refuses connections";
    } else if (cause instanceof UnknownHostException) {
      return "is no host that is known";
    } else if (cause instanceof TimeoutException
        || cause instanceof java.net.SocketTimeoutException) {
      return "doesn't answer as NATS does within " + CONNECT_WITHIN.toSeconds() + " seconds";
    } else if (cause instanceof SSLException) {
      return "can't be trusted: " + oneLine(cause.getMessage());
    } else if (cause != null && "SSL required by server.".equals(cause.getMessage())) {
      return "wants TLS: its address must begin with tls://";
    } else if (cause != null && "SSL connection wanted by client.".equals(cause.getMessage())) {
      return "has no TLS, which tls:// asks for";
    }
    var error = lastError;
    return "isn't a NATS server that takes this one: "
        + (error != null ? error : oneLine((cause == null ? refused : cause).getMessage()));
  }

  @Override
  public void errorOccurred(Connection where, String error) {
    lastError = oneLine(error);
    if (connection != null && complaints.isDue()) {
      LOG.log(Level.WARNING, "the broker complains: {0}", lastError);
    }
  }

  @Override
  public void exceptionOccurred(Connection where, Exception exception) {
    lastException = exception;
    LOG.log(Level.DEBUG, "the connection to the broker: {0}", exception.getMessage());
  }

  @Override
  public void slowConsumerDetected(Connection where, Consumer consumer) {
    if (complaints.isDue()) {
      LOG.log(
          Level.WARNING,
          "more arrives from other servers than this one handles; it finds the rest in the"
              + " database");
    }
  }

  @Override
  @Deprecated
  public void connectionEvent(Connection where, Events event) {
    if (event == Events.CLOSED || event == Events.DISCONNECTED) {
      onTrouble.run();
    }
  }

  /** What others wrote, fit for a line in the log. */
  private static String oneLine(@Nullable String text) {
    if (text == null) {
      return "no reason given";
    }
    var line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    return line.length() > MAX_REASON ? line.substring(0, MAX_REASON) + "…" : line;
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      var thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
