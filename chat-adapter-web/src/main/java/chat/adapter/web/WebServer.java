package chat.adapter.web;

import chat.adapter.web.authentication.Bearer;
import chat.adapter.web.connection.Budgets;
import chat.adapter.web.connection.Connections;
import chat.adapter.web.connection.Patience;
import chat.adapter.web.docs.DocsResource;
import chat.adapter.web.health.HealthResource;
import chat.adapter.web.http.Answer;
import chat.adapter.web.http.Problems;
import chat.adapter.web.http.Routes;
import chat.adapter.web.limit.CallLimits;
import chat.adapter.web.limit.Limit;
import chat.adapter.web.limit.Limits;
import chat.adapter.web.message.MessageResource;
import chat.adapter.web.message.OwnMessageResource;
import chat.adapter.web.page.PageResource;
import chat.adapter.web.room.RoomResource;
import chat.adapter.web.search.SearchResource;
import chat.adapter.web.socket.OpenSockets;
import chat.adapter.web.socket.SocketEndpoint;
import chat.adapter.web.token.TokenResource;
import chat.adapter.web.user.UserResource;
import chat.domain.search.SearchQuery;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * REST and WebSocket on one port. To stop without losing what was accepted: {@link
 * #refuseNewWork()}, then let the lanes commit and acknowledge what they have, then {@link
 * #close()}.
 */
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(WebServer.class.getName());

  private final SocketEndpoint sockets;
  private final Jetty jetty;
  private final Javalin javalin;

  /**
   * @param openSockets where its sockets are listed, of this server alone
   */
  public WebServer(WebSettings settings, OpenSockets openSockets, UseCases useCases) {
    this(
        settings,
        openSockets,
        useCases,
        Budgets.ofThisMachine(settings.limits().of(Limit.CONNECTIONS)),
        Patience.DEFAULTS);
  }

  /** The same with what clients may keep waiting, and for how long. */
  WebServer(
      WebSettings settings,
      OpenSockets openSockets,
      UseCases useCases,
      Budgets budgets,
      Patience patience) {
    var limits = new Limits(settings.limits());
    sockets =
        new SocketEndpoint(
            settings.sockets(),
            settings.allowedOrigins(),
            limits,
            openSockets,
            useCases.ofSockets());
    jetty = new Jetty(settings, limits, budgets, patience, sockets);
    javalin = Javalin.create(config -> configure(config, settings, limits, useCases));
  }

  /**
   * Returns when the port is open.
   *
   * @throws io.javalin.util.JavalinBindException when somebody else has it
   */
  public void start() {
    javalin.start();
  }

  /** The port that it listens on. */
  public int port() {
    return javalin.port();
  }

  /** What its clients keep waiting. */
  Connections connections() {
    return jetty.connections();
  }

  /** How many of its threads have something to do. */
  int busyThreads() {
    return jetty.busyThreads();
  }

  /**
   * From now on every new request and handshake is refused with 503, and every frame that says
   * something with an error; what was accepted before finishes. Idempotent.
   */
  public void refuseNewWork() {
    jetty.refuseNewWork();
    sockets.refuseNewWork();
  }

  /**
   * Closes every socket with 1012, waits for the requests that are under way, and lets go of the
   * port. Takes about 13 seconds at most, however slow the clients are. Idempotent.
   */
  @Override
  public void close() {
    refuseNewWork();
    sockets.close();
    try {
      javalin.stop();
    } catch (JavalinException unfinished) {
      // It has stopped all the same; what wasn't finished by then was cut off.
      LOG.log(Level.WARNING, "Some requests did not finish in time", unfinished);
    }
  }

  private void configure(
      JavalinConfig config, WebSettings settings, Limits limits, UseCases useCases) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.prefer405over404 = true;
    jetty.configure(config.jetty);
    Problems.install(config);

    var answer = new Answer(jetty.executor());
    var calls = new CallLimits(limits);
    install(new Routes(config.routes), answer, calls, useCases, settings.version());
  }

  /** Puts every route of REST in its place. */
  static void install(
      Routes routes, Answer answer, CallLimits limits, UseCases useCases, String version) {
    var bearer = new Bearer(useCases.authenticate());
    new UserResource(answer, bearer, limits, useCases.registerUser(), useCases.findUser())
        .install(routes);
    new TokenResource(
            answer,
            bearer,
            limits,
            useCases.logIn(),
            useCases.revokeToken(),
            useCases.logOutEverywhere())
        .install(routes);
    new RoomResource(
            answer,
            bearer,
            limits,
            useCases.roomAccess(),
            useCases.openRoom(),
            useCases.findRooms())
        .install(routes);
    new MessageResource(
            answer,
            bearer,
            limits,
            useCases.roomAccess(),
            useCases.sendMessage(),
            useCases.readHistory(),
            SearchQuery::parse)
        .install(routes);
    new OwnMessageResource(answer, bearer, limits, useCases.editMessage(), useCases.deleteMessage())
        .install(routes);
    new SearchResource(answer, bearer, limits, useCases.searchMessages()).install(routes);
    new HealthResource(answer, useCases.checkHealth(), version).install(routes);
    new DocsResource().install(routes);
    new PageResource(useCases.registerUser().passwordMinimum()).install(routes);
  }
}
