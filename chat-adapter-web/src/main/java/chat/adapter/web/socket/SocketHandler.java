package chat.adapter.web.socket;

import chat.adapter.web.authentication.Bearer;
import chat.adapter.web.connection.Turnstile;
import chat.adapter.web.http.Problem;
import chat.adapter.web.http.Problems;
import chat.adapter.web.http.Refusal;
import chat.adapter.web.limit.ClientAddress;
import chat.adapter.web.limit.Limits;
import chat.adapter.web.room.RoomPath;
import chat.adapter.web.socket.connection.Connection;
import chat.adapter.web.socket.fanout.Hub;
import chat.adapter.web.socket.v1.V1Dialect;
import chat.adapter.web.socket.wire.EventLoop;
import chat.adapter.web.socket.wire.JettySocket;
import chat.adapter.web.socket.wire.Socket;
import chat.application.room.ReadableRoom;
import chat.domain.StoreUnavailable;
import chat.domain.room.RoomId;
import chat.domain.token.Claims;
import chat.domain.token.SignedToken;
import chat.domain.user.Identity;
import java.nio.channels.SelectableChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/**
 * The handshake of {@code /ws} and {@code /ws/{room_id}}, before anything of the servlet world is
 * touched: no session, no cookie. Every other path goes on to the next handler.
 */
final class SocketHandler extends Handler.Wrapper {
  private static final String PATH = "/ws";
  private static final String BEARER = "bearer.";
  private static final String SUBPROTOCOLS = "Sec-WebSocket-Protocol";
  private static final Pattern ROOM_ID = Pattern.compile("[0-9]{1,18}");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");
  private static final String VERSION = "13";
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final Problem BAD_HANDSHAKE = Problem.of(400, "Not a valid WebSocket handshake");

  private final Endpoint endpoint;
  private final Origins origins;
  private final Turnstile<ClientAddress> handshakes;
  private final ConcurrentHashMap<ManagedSelector, Loop> loops = new ConcurrentHashMap<>();

  /** An event loop, and who of its sockets is in which room. */
  private record Loop(EventLoop events, Hub hub) {}

  /** Begins a connection, in one dialect. */
  private interface Dialect {
    Connection connect(Claims claims, Socket socket, Hub hub);
  }

  /**
   * @param executor runs handshakes whose turn comes later
   */
  SocketHandler(Endpoint endpoint, Origins origins, Executor executor) {
    this.endpoint = endpoint;
    this.origins = origins;
    handshakes = new Turnstile<>(executor);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    var path = Request.getPathInContext(request);
    if (!path.equals(PATH) && !path.startsWith(PATH + "/")) {
      return super.handle(request, response, callback);
    }
    orRefuse(
        response,
        callback,
        () -> {
          var address = address(request);
          admit(request, address);
          handshakes.pass(
              address,
              () ->
                  orRefuse(
                      response,
                      callback,
                      () -> shake(path.substring(PATH.length()), request, response, callback)));
        });
    return true;
  }

  /** Does a step of a handshake, and answers when it fails. */
  private static void orRefuse(Response response, Callback callback, Runnable step) {
    try {
      step.run();
    } catch (Refusal refusal) {
      refuse(response, callback, refusal.problem());
    } catch (StoreUnavailable why) {
      refuse(response, callback, Problems.storeUnavailable(why));
    } catch (HttpException.RuntimeException bad) {
      refuse(response, callback, BAD_HANDSHAKE);
    } catch (RuntimeException bug) {
      // Logged without the request: its query may hold the token.
      refuse(response, callback, Problems.fault(bug));
    }
  }

  private static void refuse(Response response, Callback callback, Problem problem) {
    // A handshake that fails late has begun to answer.
    response.reset();
    Problems.write(response, callback, problem);
  }

  /**
   * What is looked at before the client waits for its turn, since it costs nothing.
   *
   * @throws Refusal when it shall not wait
   */
  private void admit(Request request, ClientAddress address) {
    if (!"websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE))) {
      throw new Refusal(Problem.upgradeRequired("Only WebSocket is spoken here"));
    }
    var permit = endpoint.limits().handshakes(address);
    if (!permit.granted()) {
      throw new Refusal(
          Problem.rateLimited("Too many handshakes from your address", permit.retryAfter()));
    }
  }

  private ClientAddress address(Request request) {
    var forwarded = request.getHeaders().getValuesList("X-Forwarded-For");
    return endpoint.limits().address(Request.getRemoteAddr(request), forwarded);
  }

  /**
   * Upgrades the connection.
   *
   * @throws Refusal when something is wrong with the handshake
   */
  private void shake(String path, Request request, Response response, Callback callback) {
    var headers = request.getHeaders();
    if (endpoint.draining()) {
      throw new Refusal(Problems.stopping());
    }
    // Before the token: a page that may not be here shall not learn what is a token.
    if (!origins.allow(headers.getValuesList(HttpHeader.ORIGIN), headers.get(HttpHeader.HOST))) {
      throw new Refusal(
          Problem.of(403, "origin_not_allowed", "Pages of this origin may not connect"));
    }
    var subprotocols = headers.getCSV(SUBPROTOCOLS, false);
    var claims = useCases().authenticate().authenticate(token(request, subprotocols));
    if (claims.isEmpty()) {
      throw notAuthenticated();
    }
    boolean v1 = subprotocols.contains(V1Dialect.SUBPROTOCOL);
    var room = path.isEmpty() ? null : room(claims.get().who(), path.substring(1));
    if (room == null && !v1) {
      throw new Refusal(Problem.of(400, "Only " + V1Dialect.SUBPROTOCOL + " is spoken here"));
    }
    // Looked at here, where it can be said best; taken once the socket is open.
    endpoint
        .limits()
        .sockets(claims.get().who().id())
        .orElseThrow(
            () -> new Refusal(Problem.rateLimited("Too many sockets", Limits.SOCKET_PAUSE)))
        .close();
    if (!v1) {
      // In chat.v1 it counts where the room is joined, which can say so in a frame.
      var permit = endpoint.limits().joins(claims.get().who().id());
      if (!permit.granted()) {
        throw new Refusal(Problem.rateLimited("Too many joins", permit.retryAfter()));
      }
    }
    Dialect dialect =
        v1 || room == null
            ? (who, socket, hub) -> endpoint.v1(room == null ? null : room.id(), who, socket, hub)
            : (who, socket, hub) -> endpoint.plain(room, who, socket, hub);
    upgrade(claims.get(), v1, dialect, request, response, callback);
  }

  private SocketUseCases useCases() {
    return endpoint.useCases();
  }

  /**
   * The token that the client holds: {@code ?token=}, because browsers can set no header; {@code
   * Authorization: Bearer}, because addresses end in logs; or a subprotocol {@code bearer.…}, which
   * browsers can set and no log shows. The same one may be given several times.
   */
  private static SignedToken token(Request request, List<String> subprotocols) {
    var tokens = new HashSet<SignedToken>();
    for (var value : queried(request).getValuesOrEmpty("token")) {
      tokens.add(new SignedToken(value));
    }
    for (var header : request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION)) {
      Bearer.token(header).ifPresent(tokens::add);
    }
    for (var subprotocol : subprotocols) {
      if (subprotocol.startsWith(BEARER)) {
        tokens.add(new SignedToken(subprotocol.substring(BEARER.length())));
      }
    }
    tokens.removeIf(token -> token.value().isEmpty());
    if (tokens.size() != 1) {
      throw notAuthenticated();
    }
    return tokens.iterator().next();
  }

  private static Fields queried(Request request) {
    try {
      return Request.extractQueryParameters(request);
    } catch (RuntimeException malformed) {
      throw notAuthenticated();
    }
  }

  /** Not 401, as old clients know it. */
  private static Refusal notAuthenticated() {
    return new Refusal(Problem.of(403, "Could not validate credentials"));
  }

  private ReadableRoom room(Identity who, String text) {
    if (!ROOM_ID.matcher(text).matches() || Long.parseLong(text) == 0) {
      throw RoomPath.noSuchRoom();
    }
    return useCases()
        .roomAccess()
        .readable(who, new RoomId(Long.parseLong(text)))
        .orElseThrow(RoomPath::noSuchRoom);
  }

  private void upgrade(
      Claims claims,
      boolean v1,
      Dialect dialect,
      Request request,
      Response response,
      Callback callback) {
    var accept = accept(request);
    var meta = request.getConnectionMetaData();
    var wire = meta.getConnection().getEndPoint();
    var loop = loop(meta.getConnector(), wire);
    // It must not hold on to the request, whose address may have the token.
    var upgraded =
        new JettySocket(
            wire,
            meta.getConnector().getExecutor(),
            loop.events(),
            endpoint.settings().maxFrameBytes(),
            socket -> dialect.connect(claims, socket, loop.hub()));
    response.setStatus(HttpStatus.SWITCHING_PROTOCOLS_101);
    response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
    response.getHeaders().put(HttpHeader.CONNECTION, HttpHeader.UPGRADE.asString());
    response.getHeaders().put(HttpHeader.SEC_WEBSOCKET_ACCEPT, accept);
    if (v1) {
      response.getHeaders().put(SUBPROTOCOLS, V1Dialect.SUBPROTOCOL);
    }
    // No extension: permessage-deflate costs four times the processor.
    request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, upgraded);
    response.write(true, null, callback);
  }

  /**
   * What proves that the handshake was understood (RFC 6455, section 4.2.2).
   *
   * @throws Refusal when it isn't one (section 4.2.1)
   */
  private static String accept(Request request) {
    var headers = request.getHeaders();
    var keys = headers.getValuesList(HttpHeader.SEC_WEBSOCKET_KEY);
    if (!HttpMethod.GET.is(request.getMethod())
        || !HttpVersion.HTTP_1_1.is(request.getConnectionMetaData().getProtocol())
        || !headers.contains(HttpHeader.CONNECTION, HttpHeader.UPGRADE.asString())
        || !VERSION.equals(headers.get(HttpHeader.SEC_WEBSOCKET_VERSION))
        || keys.size() != 1
        || !KEY.matcher(keys.get(0)).matches()) {
      throw new Refusal(BAD_HANDSHAKE);
    }
    try {
      var sha1 = MessageDigest.getInstance("SHA-1");
      var hash = sha1.digest((keys.get(0) + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException impossible) {
      // Every Java has it.
      throw new IllegalStateException(impossible);
    }
  }

  /** The loop that reads the connection already. */
  private Loop loop(Connector connector, EndPoint wire) {
    if (connector instanceof ServerConnector server
        && wire.getTransport() instanceof SelectableChannel channel) {
      for (var selector : server.getSelectorManager().getBeans(ManagedSelector.class)) {
        if (channel.keyFor(selector.getSelector()) != null) {
          return loops.computeIfAbsent(selector, this::begin);
        }
      }
    }
    // The client is gone.
    throw new Refusal(BAD_HANDSHAKE);
  }

  private Loop begin(ManagedSelector selector) {
    var events = new EventLoop(selector);
    return new Loop(events, endpoint.newHub(events));
  }
}
