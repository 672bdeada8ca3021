package chat.adapter.web;

import chat.adapter.web.connection.Budgets;
import chat.adapter.web.connection.Connections;
import chat.adapter.web.connection.Exchanges;
import chat.adapter.web.connection.HttpThreads;
import chat.adapter.web.connection.Patience;
import chat.adapter.web.connection.WholeBodies;
import chat.adapter.web.http.SecurityHeaders;
import chat.adapter.web.limit.Limits;
import chat.adapter.web.socket.SocketEndpoint;
import io.javalin.config.JettyConfig;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LowResourceMonitor;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;

/** The HTTP server beneath Javalin: its threads, limits and the handlers around every request. */
final class Jetty {
  private static final int MIN_THREADS = 8;
  private static final int MAX_THREADS = 64;

  /** When more work waits for a thread, addresses with many connections get no more. */
  private static final int MAX_WAITING = 256;

  /** Each is one thread for all that its sockets read and are told, so one must never be all. */
  private static final int LOOPS = Runtime.getRuntime().availableProcessors();

  /** A storm of connections is let in; the default of 50 makes the kernel drop what is above. */
  private static final int ACCEPT_QUEUE = 4_096;

  /** Also a token's room: it travels in a header or in the address. */
  private static final int MAX_HEADER_BYTES = 8_192;

  /**
   * What the kernel takes of an answer ahead of its client. Left alone it takes four megabytes, for
   * each client that reads nothing.
   */
  private static final int SEND_BUFFER_BYTES = 131_072;

  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

  /** How long a connection without a request is kept once the server stops. */
  private static final Duration SHUTDOWN_IDLE_TIMEOUT = Duration.ofMillis(100);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final WebSettings settings;
  private final Connections connections;
  private final SocketEndpoint sockets;
  private final HttpThreads threads = new HttpThreads(MAX_THREADS, MIN_THREADS);
  private final Gate gate = new Gate();

  Jetty(
      WebSettings settings,
      Limits limits,
      Budgets budgets,
      Patience patience,
      SocketEndpoint sockets) {
    this.settings = settings;
    this.sockets = sockets;
    connections =
        new Connections(limits, budgets, patience, () -> threads.getQueueSize() > MAX_WAITING);
  }

  /** What its clients keep waiting. */
  Connections connections() {
    return connections;
  }

  /** How many threads work or wait for something, but for those that look after connections. */
  int busyThreads() {
    return threads.getUtilizedThreads();
  }

  Executor executor() {
    return threads;
  }

  void refuseNewWork() {
    gate.close();
  }

  void configure(JettyConfig config) {
    config.threadPool = threads;
    config.modifyHttpConfiguration(Jetty::limit);
    config.modifyServer(this::surround);
    config.addConnector(this::connector);
  }

  private static void limit(HttpConfiguration http) {
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
  }

  private void surround(Server server) {
    // It would cut idle WebSockets off whenever the threads are busy.
    server.removeBean(server.getBean(LowResourceMonitor.class));
    server.setErrorHandler(new ProblemWriter());
    server.setStopTimeout(STOP_TIMEOUT.toMillis());
    // Javalin puts its own handler at the end of the innermost sequence.
    server.setHandler(WholeBodies.before(new Handler.Sequence(), connections));
    sockets.install(server);
    gate.setHandler(server.getHandler());
    server.setHandler(
        new Exchanges(
            connections,
            threads,
            new GracefulHandler(new SecurityHeaders(allowedHosts(crossOrigin(gate))))));
  }

  private Handler allowedHosts(Handler handler) {
    return new AllowedHosts(
        settings.allowedHosts(), settings.host(), settings.limits().trustedProxies(), handler);
  }

  private Handler crossOrigin(Handler handler) {
    var origins = settings.allowedOrigins();
    if (origins.isEmpty()) {
      return handler;
    }
    var crossOrigin = new CrossOriginHandler();
    crossOrigin.setAllowedOriginPatterns(
        origins.stream()
            .map(origin -> origin.equals("*") ? origin : Pattern.quote(origin))
            .collect(Collectors.toSet()));
    crossOrigin.setAllowCredentials(false);
    crossOrigin.setAllowedMethods(Set.of("GET", "HEAD", "POST", "PATCH", "DELETE"));
    crossOrigin.setAllowedHeaders(Set.of("Authorization", "Content-Type", "Idempotency-Key"));
    crossOrigin.setExposedHeaders(
        Set.of("Link", "Location", "RateLimit", "RateLimit-Policy", "Retry-After"));
    // The handshake refuses them itself, with a problem, and knows the server's own origin.
    crossOrigin.setDeliverNonAllowedOriginWebSocketUpgradeRequests(true);
    crossOrigin.setHandler(handler);
    return crossOrigin;
  }

  private Connector connector(Server server, HttpConfiguration http) {
    var connector = connections.connector(server, LOOPS, new HttpConnectionFactory(http));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
    connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
    connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_TIMEOUT.toMillis());
    return connector;
  }
}
