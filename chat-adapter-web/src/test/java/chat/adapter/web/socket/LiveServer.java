package chat.adapter.web.socket;

import chat.adapter.web.limit.LimitSettings;
import chat.adapter.web.limit.Limits;
import chat.adapter.web.socket.connection.SocketSettings;
import io.javalin.Javalin;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** The endpoint in front of a small Javalin application, on a free port. */
final class LiveServer implements AutoCloseable {
  final FakeChat chat = new FakeChat();
  final OpenSockets sockets = new OpenSockets(Clock.systemUTC());
  final SocketEndpoint endpoint;
  private final Javalin javalin;

  LiveServer() {
    this(SocketSettings.DEFAULTS);
  }

  LiveServer(SocketSettings settings, String... allowedOrigins) {
    endpoint =
        new SocketEndpoint(
            settings,
            Set.of(allowedOrigins),
            new Limits(LimitSettings.OFF),
            sockets,
            chat.useCases());
    javalin = started(endpoint);
  }

  /** One with the application behind it; {@link #chat} isn't used. */
  LiveServer(RealChat application) {
    this(application, LimitSettings.OFF);
  }

  LiveServer(RealChat application, LimitSettings limits) {
    this(application, SocketSettings.DEFAULTS, limits);
  }

  LiveServer(RealChat application, SocketSettings settings, LimitSettings limits) {
    endpoint =
        new SocketEndpoint(settings, Set.of(), new Limits(limits), sockets, application.useCases());
    javalin = started(endpoint);
  }

  private static Javalin started(SocketEndpoint endpoint) {
    return Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.jetty.host = "127.0.0.1";
              config.jetty.modifyServer(endpoint::install);
              config.routes.get("/hello", context -> context.result("from Javalin"));
            })
        .start(0);
  }

  static SocketSettings heartbeat(Duration heartbeat) {
    var usual = SocketSettings.DEFAULTS;
    return settings(usual.mailboxBytes(), heartbeat, usual.budgetBytes(), usual.writePatience());
  }

  static SocketSettings mailbox(int bytes) {
    var usual = SocketSettings.DEFAULTS;
    return settings(bytes, usual.heartbeat(), usual.budgetBytes(), usual.writePatience());
  }

  /** For a client that gets its last words however busy this machine is. */
  static SocketSettings patientMailbox(int bytes) {
    var usual = mailbox(bytes);
    return new SocketSettings(
        usual.maxFrameBytes(),
        usual.mailboxBytes(),
        usual.heartbeat(),
        usual.fanOutEvents(),
        usual.unfinishedSends(),
        usual.budgetBytes(),
        usual.writePatience(),
        Duration.ofSeconds(60));
  }

  static SocketSettings budget(long bytes) {
    var usual = SocketSettings.DEFAULTS;
    return settings(usual.mailboxBytes(), usual.heartbeat(), bytes, usual.writePatience());
  }

  static SocketSettings writePatience(Duration patience) {
    var usual = SocketSettings.DEFAULTS;
    return settings(usual.mailboxBytes(), usual.heartbeat(), usual.budgetBytes(), patience);
  }

  private static SocketSettings settings(
      int mailbox, Duration heartbeat, long budget, Duration writePatience) {
    var usual = SocketSettings.DEFAULTS;
    return new SocketSettings(
        usual.maxFrameBytes(),
        mailbox,
        heartbeat,
        usual.fanOutEvents(),
        usual.unfinishedSends(),
        budget,
        writePatience,
        usual.closePatience());
  }

  int port() {
    return javalin.port();
  }

  RawClient joined(long room, String user) throws IOException {
    return RawClient.joined(port(), room, user);
  }

  @Override
  public void close() {
    chat.laneOpen.release(1_000);
    chat.storeOpen.release(1_000);
    endpoint.close();
    javalin.stop();
    chat.close();
  }
}
