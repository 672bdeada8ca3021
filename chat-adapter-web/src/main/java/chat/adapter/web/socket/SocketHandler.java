package chat.adapter.web.socket;

import chat.application.room.FindRooms;
import chat.application.token.Authenticate;
import chat.domain.StoreUnavailable;
import chat.domain.room.RoomId;
import chat.domain.token.Claims;
import chat.domain.token.SignedToken;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.jspecify.annotations.Nullable;

/**
 * The handshake of {@code /ws/{room_id}?token=}, before anything of the servlet world is touched:
 * no session, no cookie. Every other path goes on to the next handler.
 */
final class SocketHandler extends Handler.Wrapper {
  private static final Logger LOG = System.getLogger(SocketHandler.class.getName());
  private static final String PREFIX = "/ws/";
  private static final Pattern ROOM_ID = Pattern.compile("[0-9]{1,18}");

  private final Endpoint endpoint;
  private final Authenticate authenticate;
  private final FindRooms findRooms;
  private @Nullable WebSocketMappings mappings;

  SocketHandler(Endpoint endpoint, Authenticate authenticate, FindRooms findRooms) {
    this.endpoint = endpoint;
    this.authenticate = authenticate;
    this.findRooms = findRooms;
  }

  @Override
  protected void doStart() throws Exception {
    mappings =
        new WebSocketMappings(WebSocketServerComponents.ensureWebSocketComponents(getServer()));
    super.doStart();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    var path = Request.getPathInContext(request);
    if (!path.startsWith(PREFIX)) {
      return super.handle(request, response, callback);
    }
    Optional<Problem> problem;
    try {
      problem = shake(path.substring(PREFIX.length()), request, response, callback);
    } catch (StoreUnavailable away) {
      problem = Optional.of(Problem.UNAVAILABLE);
    } catch (HttpException.RuntimeException bad) {
      problem = Optional.of(Problem.BAD_HANDSHAKE);
    } catch (RuntimeException bug) {
      // Without the request: its query holds the token.
      LOG.log(Level.ERROR, "a handshake failed", bug);
      problem = Optional.of(Problem.INTERNAL);
    }
    problem.ifPresent(answer -> answer.write(response, callback));
    return true;
  }

  /** Upgrades the connection, or tells what is wrong. */
  private Optional<Problem> shake(
      String room, Request request, Response response, Callback callback) {
    if (!"websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE))) {
      return Optional.of(Problem.NOT_A_WEBSOCKET);
    }
    if (endpoint.draining()) {
      return Optional.of(Problem.RESTARTING);
    }
    var claims = claims(request);
    if (claims.isEmpty()) {
      return Optional.of(Problem.NOT_AUTHENTICATED);
    }
    if (!ROOM_ID.matcher(room).matches() || Long.parseLong(room) == 0) {
      return Optional.of(Problem.NO_SUCH_ROOM);
    }
    var id = new RoomId(Long.parseLong(room));
    if (!findRooms.exists(id)) {
      return Optional.of(Problem.NO_SUCH_ROOM);
    }
    return upgrade(claims.get(), id, request, response, callback)
        ? Optional.empty()
        : Optional.of(Problem.BAD_HANDSHAKE);
  }

  private Optional<Claims> claims(Request request) {
    Fields query;
    try {
      query = Request.extractQueryParameters(request);
    } catch (RuntimeException malformed) {
      return Optional.empty();
    }
    var token = query.getValue("token");
    return token == null || token.isEmpty()
        ? Optional.empty()
        : authenticate.authenticate(new SignedToken(token));
  }

  private boolean upgrade(
      Claims claims, RoomId room, Request request, Response response, Callback callback) {
    var known = mappings;
    if (known == null) {
      throw new IllegalStateException("not started");
    }
    WebSocketNegotiator negotiator =
        (asked, answered, done) -> {
          // No permessage-deflate: it costs four times the processor.
          answered.setExtensions(List.of());
          return new JettySocket(socket -> new Member(claims.who(), room, socket, endpoint));
        };
    // Jetty keeps the address as long as the socket lives; the token shall not live that long.
    var withoutToken =
        Request.serveAs(request, HttpURI.build(request.getHttpURI()).query(null).asImmutable());
    return known.upgrade(negotiator, withoutToken, response, callback, SocketHandler::configure);
  }

  private static void configure(Configuration session) {
    // Liveness is the heartbeat's affair, and the bounds are the member's: Jetty hands every piece
    // on as it comes instead of setting a whole frame's memory aside.
    session.setIdleTimeout(Duration.ZERO);
    session.setMaxFrameSize(0);
    session.setAutoFragment(true);
  }
}
