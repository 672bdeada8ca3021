package chat.client;

import chat.client.event.Closed;
import chat.client.event.Connected;
import chat.client.event.ConnectionEvent;
import chat.client.event.Disconnected;
import chat.client.event.RoomEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.System.Logger.Level;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The life of a client: one connection after another, the rooms and the messages that outlive them.
 * Its state belongs to the loop; callbacks run on a thread of their own, and what blocks (logging
 * in) on a third, which ends when it has nothing to do.
 */
final class Engine implements Connection.Owner {
  private static final System.Logger LOG = System.getLogger(Engine.class.getName());
  private static final String PROTOCOL = "chat.v1";
  private static final Pattern CLIENT_ID = Pattern.compile("[!-~]{1,64}");
  private static final AtomicLong COUNT = new AtomicLong();

  /** A connection that holds for so long was no accident. */
  private static final Duration STABLE = Duration.ofSeconds(10);

  /** How long the other side has for its goodbye. */
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  /** A token is replaced no earlier than this before it ends, however long it lasts. */
  private static final Duration RENEWAL = Duration.ofMinutes(5);

  private final Settings settings;
  private final Calls calls;
  private final Session session;
  private final ChatApi api;
  private final Loop loop;
  private final Callbacks callbacks;
  private final ThreadPoolExecutor logins;
  private final Outbox outbox;
  private final Backoff backoff;
  private final ConcurrentHashMap<Long, Room> rooms = new ConcurrentHashMap<>();
  private final AtomicInteger unacknowledged = new AtomicInteger();
  private final CompletableFuture<Connected> firstConnected = new CompletableFuture<>();
  private final AtomicBoolean closeCalled = new AtomicBoolean();

  /** Whether events are told to nobody any more; futures are. */
  private volatile boolean silent;

  /** Whether nothing new is accepted. */
  private volatile boolean closing;

  private volatile String lastFailure = "no attempt was made";

  // What follows belongs to the loop.

  private @Nullable Connection connection;
  private @Nullable Hello hello;
  private String token = "";
  private boolean everConnected;
  private boolean finishing;
  private boolean ended;
  private int refusals;
  private long connectedAt;
  private long pings;
  private long pausedUntil = System.nanoTime();
  private Loop.Timer reconnect = Loop.Timer.NONE;
  private Loop.Timer renewal = Loop.Timer.NONE;

  /** What a client is made with. */
  record Settings(
      Duration connectTimeout,
      Duration firstDelay,
      Duration longestDelay,
      Duration resendAfter,
      int maxUnacknowledged,
      int maxInFlight,
      int eventBuffer,
      Duration closeTimeout,
      Consumer<? super ConnectionEvent> onConnection) {}

  /** What the server said first. */
  private record Hello(String epoch, Duration heartbeat, long longestFrame) {}

  Engine(Calls calls, Session session, Settings settings) {
    this.calls = calls;
    this.session = session;
    this.settings = settings;
    api = new ChatApi(calls, session);
    backoff = new Backoff(settings.firstDelay(), settings.longestDelay());
    var name = "chat-client-" + COUNT.incrementAndGet();
    callbacks = new Callbacks(name + "-events", settings.eventBuffer(), this::relieved);
    loop = new Loop(name, callbacks::end);
    logins =
        new ThreadPoolExecutor(
            1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Daemons.named(name + "-login"));
    logins.allowCoreThreadTimeOut(true);
    outbox = new Outbox(callbacks, settings.maxInFlight(), unacknowledged);
  }

  // --- For the caller's threads ---------------------------------------------

  /** Returns when the server has answered, or throws, and has ended then. */
  Connected connect() {
    loop.post(this::attempt);
    loop.after(sweepEvery(), this::sweep);
    try {
      return firstConnected.get(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      close();
      throw new ChatUnavailable("no connection in time; at last: " + lastFailure, late);
    } catch (InterruptedException interrupted) {
      close();
      Thread.currentThread().interrupt();
      throw new ChatUnavailable("interrupted", interrupted);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof ChatException refused) {
        throw refused;
      }
      throw new IllegalStateException(failed);
    }
  }

  Room join(long id, @Nullable Position after, Consumer<? super RoomEvent> listener) {
    if (id < 1) {
      throw new IllegalArgumentException("rooms have numbers from 1");
    }
    if (closing) {
      throw new IllegalStateException("the client is closed");
    }
    var room = new Room(this, id, after, listener, new Answer<>(callbacks));
    if (rooms.putIfAbsent(id, room) != null) {
      throw new IllegalStateException("room " + id + " is joined already");
    }
    if (!loop.post(() -> enter(room))) {
      throw new IllegalStateException("the client is closed");
    }
    return room;
  }

  CompletableFuture<Ack> send(long room, String content, String clientId) {
    if (room < 1) {
      throw new IllegalArgumentException("rooms have numbers from 1");
    }
    if (!CLIENT_ID.matcher(clientId).matches()) {
      throw new IllegalArgumentException("a client_id is 1 to 64 visible ASCII characters");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(content)) {
      // The JDK would not send it, and end the connection.
      var detail = "content: has half a surrogate pair";
      return CompletableFuture.failedFuture(new ChatRefused("invalid", 0, detail));
    }
    if (unacknowledged.incrementAndGet() > settings.maxUnacknowledged()) {
      unacknowledged.decrementAndGet();
      return CompletableFuture.failedFuture(
          new TooManyUnacknowledged(settings.maxUnacknowledged()));
    }
    var answer = new Answer<Ack>(callbacks);
    Runnable keep =
        () -> {
          outbox.add(room, clientId, content, answer);
          if (finishing) {
            outbox.abandon("The client is closed");
          } else {
            sendWaiting();
          }
        };
    if (closing || !loop.post(keep)) {
      unacknowledged.decrementAndGet();
      return CompletableFuture.failedFuture(new ChatClosed("The client is closed", false));
    }
    return answer;
  }

  static String randomClientId() {
    return UUID.randomUUID().toString();
  }

  int unacknowledged() {
    return unacknowledged.get();
  }

  ChatApi api() {
    return api;
  }

  void close() {
    closing = true;
    boolean byListener = callbacks.isCurrentThread();
    if (closeCalled.compareAndSet(false, true)) {
      loop.post(() -> closeWhenAcknowledged(byListener));
    }
    try {
      callbacks.awaitEnd(settings.closeTimeout().plus(GOODBYE).plusSeconds(1));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  // --- On the loop: rooms and messages ---------------------------------------

  Loop loop() {
    return loop;
  }

  Callbacks callbacks() {
    return callbacks;
  }

  /** Calls a listener, unless the client is closed by then. */
  void hand(Runnable call) {
    callbacks.run(
        () -> {
          if (!silent) {
            call.run();
          }
        });
  }

  private void tellListener(ConnectionEvent event) {
    if (everConnected) {
      hand(() -> settings.onConnection().accept(event));
    }
  }

  /** Sends a frame, if there is a connection. */
  void tell(ObjectNode frame) {
    var current = connection;
    if (current != null && hello != null) {
      current.send(frame.toString());
    }
  }

  void enter(Room room) {
    if (finishing) {
      room.end("The client is closed");
    } else if (hello != null) {
      room.enter();
    }
  }

  void forget(Room room) {
    rooms.remove(room.id(), room);
  }

  private void sendWaiting() {
    var current = connection;
    var greeted = hello;
    if (current == null || greeted == null) {
      return;
    }
    if (System.nanoTime() - pausedUntil >= 0) {
      outbox.send(current, greeted.longestFrame());
    }
    if (finishing || !closing) {
      return;
    }
    closeIfAcknowledged();
  }

  private void pauseSending(Duration asked) {
    long until = System.nanoTime() + asked.toNanos();
    if (until - pausedUntil > 0) {
      pausedUntil = until;
    }
    loop.after(asked.plusMillis(1), this::sendWaiting);
  }

  static boolean isTemporary(String code) {
    return code.equals("rate_limited") || code.equals("overloaded") || code.equals("unavailable");
  }

  // --- On the loop: getting connected ----------------------------------------

  private void attempt() {
    if (finishing) {
      return;
    }
    login(
        session::token,
        this::open,
        failure -> {
          if (failure instanceof ChatRefused refused) {
            stop(refused);
          } else {
            retry(failure.toString(), backoff.next());
          }
        });
  }

  /** Gets a token where it may block; the rest happens on the loop. */
  private void login(
      Supplier<String> tokens, Consumer<String> then, Consumer<RuntimeException> otherwise) {
    logins.execute(
        () -> {
          try {
            var got = tokens.get();
            loop.post(() -> then.accept(got));
          } catch (RuntimeException failure) {
            loop.post(() -> otherwise.accept(failure));
          }
        });
  }

  private void open(String with) {
    if (finishing) {
      return;
    }
    token = with;
    var opening = new Connection(loop, this);
    connection = opening;
    var unused =
        calls
            .http()
            .newWebSocketBuilder()
            .connectTimeout(settings.connectTimeout())
            .header("Authorization", "Bearer " + with)
            .subprotocols(PROTOCOL)
            .buildAsync(calls.socket(), opening)
            .whenComplete(
                (socket, failure) -> {
                  boolean posted =
                      loop.post(
                          () -> {
                            if (failure != null) {
                              notOpened(opening, failure);
                            } else if (opening != connection) {
                              socket.abort();
                            } else if (!socket.getSubprotocol().equals(PROTOCOL)) {
                              opening.end(4501, "the server doesn't speak " + PROTOCOL);
                            }
                          });
                  if (!posted && socket != null) {
                    // Closed meanwhile: nobody else is going to close this one.
                    socket.abort();
                  }
                });
    loop.after(
        settings.connectTimeout().plusSeconds(1),
        () -> {
          if (opening == connection && hello == null) {
            opening.end(1006, "no hello in time");
          }
        });
  }

  private void notOpened(Connection opening, Throwable failure) {
    if (opening != connection) {
      return;
    }
    connection = null;
    if (finishing) {
      end();
      return;
    }
    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof WebSocketHandshakeException handshake)) {
      retry(String.valueOf(cause), backoff.next());
      return;
    }
    var response = handshake.getResponse();
    int status = response.statusCode();
    if (status == 401 || status == 403) {
      session.ended(token);
      // A token may have ended unnoticed. Two in a row haven't.
      if (++refusals > 1 || !session.isRenewable()) {
        stop(new ChatRefused("unauthorized", status, "The server doesn't take the token"));
      } else {
        retry("the token has ended", Duration.ZERO);
      }
    } else if (Calls.isTemporary(status) || status == 500) {
      var asked = Calls.retryAfter(response, Duration.ZERO);
      retry("status " + status, asked.isZero() ? backoff.next() : backoff.after(asked));
    } else {
      stop(new ChatRefused("invalid", status, "The server opens no socket for this client"));
    }
  }

  private void retry(String failure, Duration in) {
    if (finishing) {
      return;
    }
    lastFailure = failure;
    tellListener(new Disconnected(lastFailure, in));
    reconnect = loop.after(in, this::attempt);
  }

  // --- On the loop: connected --------------------------------------------------

  @Override
  public void received(Connection from, String text) {
    if (from != connection) {
      return;
    }
    try {
      dispatch(from, Json.read(text));
    } catch (ChatUnavailable broken) {
      from.end(1002, String.valueOf(broken.getMessage()));
    }
  }

  private void dispatch(Connection from, JsonNode frame) {
    var type = frame.path("type").asText();
    var greeted = hello;
    if (type.equals("hello")) {
      if (greeted == null) {
        connected(from, frame);
      }
      return;
    }
    if (greeted == null || finishing) {
      return;
    }
    var room = rooms.get(frame.path("room_id").asLong());
    switch (type) {
      case "ack" -> {
        outbox.acknowledge(Frames.ack(frame));
        sendWaiting();
      }
      case "error" -> refused(frame, room);
      case "pong" -> pong(frame.path("rooms"));
      case "authenticated" -> renewBefore(from, frame);
      default -> {
        if (room != null) {
          dispatch(type, frame, room, greeted.epoch());
        }
      }
    }
  }

  private void pong(JsonNode heads) {
    for (var room : rooms.values()) {
      var head = heads.path(Long.toString(room.id()));
      if (head.isIntegralNumber()) {
        room.pong(head.longValue());
      }
    }
  }

  private static void dispatch(String type, JsonNode frame, Room room, String epoch) {
    switch (type) {
      case "message" -> room.logged(Frames.message(frame));
      case "message_edited" -> room.logged(Frames.edited(frame));
      case "message_deleted" -> room.logged(Frames.deleted(frame));
      case "joined" -> room.joined(frame, epoch);
      case "reset" -> room.reset(frame, epoch);
      case "typing" -> room.typing(frame);
      case "presence" -> room.presence(frame);
      case "left" -> room.left();
      default -> {
        // Of a later version.
      }
    }
  }

  private void connected(Connection from, JsonNode frame) {
    var greeted =
        new Hello(
            Json.text(frame, "epoch"),
            Duration.ofMillis(Math.max(100, Json.number(frame, "heartbeat_ms"))),
            Json.number(frame, "max_frame_bytes"));
    var event =
        new Connected(Json.number(frame, "user_id"), Json.text(frame, "username"), greeted.epoch());
    hello = greeted;
    everConnected = true;
    refusals = 0;
    connectedAt = System.nanoTime();
    pausedUntil = connectedAt;
    tellListener(event);
    firstConnected.complete(event);
    renewBefore(from, frame);
    beat(from, greeted.heartbeat());
    rooms.values().forEach(Room::enter);
    sendWaiting();
  }

  /** Asks for a sign of life twice in a heartbeat at least, and gives up after two without. */
  private void beat(Connection on, Duration heartbeat) {
    var half = heartbeat.dividedBy(2);
    loop.after(
        half.compareTo(Connection.DOUBT) < 0 ? half : Connection.DOUBT,
        () -> {
          if (on != connection) {
            return;
          }
          if (on.silence().compareTo(heartbeat.multipliedBy(2)) > 0) {
            on.end(1006, "nothing heard for two heartbeats");
          } else {
            on.pingWhenDue(heartbeat, !outbox.isEmpty(), ++pings);
            beat(on, heartbeat);
          }
        });
  }

  /** Hands over a fresh token before the one in use ends, where there is one to be had. */
  private void renewBefore(Connection on, JsonNode frame) {
    renewal.cancel();
    if (!session.isRenewable() || !frame.path("expires_at").isTextual()) {
      return;
    }
    var left = Duration.between(Instant.now(), Json.time(frame, "expires_at"));
    if (left.isNegative()) {
      // By this machine's clock, which is wrong then. The server is going to close the socket.
      return;
    }
    var margin = left.dividedBy(5);
    var in = left.minus(margin.compareTo(RENEWAL) < 0 ? margin : RENEWAL);
    renewal = loop.after(longer(in, Duration.ofSeconds(1)), () -> renew(on));
  }

  private void renew(Connection on) {
    if (on != connection || finishing) {
      return;
    }
    var old = token;
    login(
        () -> session.after(old),
        fresh -> {
          if (on == connection && hello != null && !fresh.equals(old)) {
            token = fresh;
            tell(Json.frame("auth").put("token", fresh));
          }
        },
        failure -> {
          LOG.log(Level.WARNING, "no fresh token: {0}", failure.toString());
          renewal = loop.after(backoff.next(), () -> renew(on));
        });
  }

  private void refused(JsonNode frame, @Nullable Room room) {
    var code = frame.path("code").asText();
    var detail = frame.path("detail").asText();
    var retryAfter = Duration.ofMillis(frame.path("retry_after_ms").asLong(1000));
    switch (frame.path("frame").asText()) {
      case "send" -> sendRefused(frame, code, detail, retryAfter);
      case "join" -> {
        if (room != null) {
          room.joinFailed(code, detail, retryAfter);
        }
      }
      case "leave" -> {
        if (room != null) {
          room.leaveFailed(code, retryAfter);
        }
      }
      case "auth" -> {
        LOG.log(Level.WARNING, "the server doesn''t take the fresh token: {0}", detail);
        session.ended(token);
      }
      default -> LOG.log(Level.DEBUG, "refused: {0} {1}", code, detail);
    }
  }

  private void sendRefused(JsonNode frame, String code, String detail, Duration retryAfter) {
    if (!frame.path("client_id").isTextual()) {
      // Which one stays open; it is sent again when its time is up.
      return;
    }
    var key = new Outbox.Key(frame.path("room_id").asLong(), frame.path("client_id").asText());
    var refusal = new ChatRefused(code, 0, detail);
    if (isTemporary(code)) {
      outbox.postpone(key);
      pauseSending(retryAfter);
    } else if (code.equals("internal")) {
      outbox.postponeOrRefuse(key, refusal);
      pauseSending(retryAfter);
    } else {
      outbox.refuse(key, refusal);
      sendWaiting();
    }
  }

  /** Looks now and then for what should have been answered long ago. */
  private void sweep() {
    var current = connection;
    if (current != null && hello != null && !current.isPaused() && !current.isBehind()) {
      var most = settings.resendAfter();
      if (rooms.values().stream().anyMatch(room -> room.isStuck(most.multipliedBy(3)))) {
        current.end(1006, "no answer about a room");
      } else {
        outbox.sendAgainAfter(most);
        sendWaiting();
      }
    }
    loop.after(sweepEvery(), this::sweep);
  }

  private Duration sweepEvery() {
    return longer(settings.resendAfter().dividedBy(4), Duration.ofMillis(10));
  }

  @Override
  public boolean isBusy() {
    return callbacks.overfull() && !finishing;
  }

  private void relieved() {
    loop.post(
        () -> {
          var current = connection;
          if (current != null) {
            current.resume();
          }
        });
  }

  // --- On the loop: the end of a connection, and of all -------------------------

  @Override
  public void ended(Connection gone, int code, String reason) {
    if (gone != connection) {
      return;
    }
    boolean wasConnected = hello != null;
    connection = null;
    hello = null;
    renewal.cancel();
    rooms.values().forEach(Room::disconnected);
    outbox.sendAgain();
    if (finishing) {
      end();
      return;
    }
    var what = code + (reason.isEmpty() ? "" : " " + reason);
    if (code >= 4500 && code < 5000) {
      stop(new ChatRefused("closed_" + code, 0, what));
      return;
    }
    if (wasConnected && System.nanoTime() - connectedAt > STABLE.toNanos()) {
      backoff.reset();
    }
    if (code == 4401) {
      session.ended(token);
    }
    var asked = retryAfter(reason);
    retry(what, asked.isZero() ? backoff.next() : backoff.after(asked));
  }

  private static Duration retryAfter(String reason) {
    if (!reason.startsWith("{")) {
      return Duration.ZERO;
    }
    try {
      return Duration.ofMillis(Math.max(0, Json.read(reason).path("retry_after_ms").asLong()));
    } catch (ChatUnavailable notJson) {
      return Duration.ZERO;
    }
  }

  /** The server has refused this client for good. */
  private void stop(ChatRefused why) {
    closing = true;
    lastFailure = why.code() + ": " + why.detail();
    firstConnected.completeExceptionally(why);
    finish(new Closed(lastFailure, false), "The server refused the client: " + lastFailure);
  }

  private void closeWhenAcknowledged(boolean atOnce) {
    if (finishing) {
      return;
    }
    if (atOnce || !everConnected) {
      finishByCaller();
    } else {
      loop.after(settings.closeTimeout(), this::finishByCaller);
      closeIfAcknowledged();
    }
  }

  private void closeIfAcknowledged() {
    if (closeCalled.get() && outbox.isEmpty()) {
      finishByCaller();
    }
  }

  private void finishByCaller() {
    finish(new Closed("closed", true), "The client was closed");
  }

  private void finish(Closed last, String why) {
    if (finishing) {
      return;
    }
    finishing = true;
    reconnect.cancel();
    renewal.cancel();
    outbox.abandon(why);
    rooms.values().forEach(room -> room.end(why));
    if (last.byCaller()) {
      // Whoever closes a client doesn't expect its events any more; nor does a position count them.
      silent = true;
    }
    if (everConnected) {
      callbacks.run(() -> settings.onConnection().accept(last));
    }
    var current = connection;
    if (current == null) {
      end();
    } else {
      current.sayGoodbye();
      loop.after(GOODBYE, () -> current.end(1006, "no goodbye"));
    }
  }

  private void end() {
    if (!ended) {
      ended = true;
      List.copyOf(rooms.values()).forEach(this::forget);
      logins.shutdownNow();
      loop.end();
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
