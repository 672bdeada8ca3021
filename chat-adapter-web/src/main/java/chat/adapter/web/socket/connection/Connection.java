package chat.adapter.web.socket.connection;

import chat.adapter.web.limit.FrameLimit;
import chat.adapter.web.limit.Limits;
import chat.adapter.web.limit.Permit;
import chat.adapter.web.limit.SocketPlace;
import chat.adapter.web.socket.wire.FrameParser;
import chat.adapter.web.socket.wire.Frames;
import chat.adapter.web.socket.wire.JettySocket;
import chat.adapter.web.socket.wire.Mailbox;
import chat.adapter.web.socket.wire.Socket;
import chat.adapter.web.socket.wire.SocketListener;
import chat.adapter.web.socket.wire.TextAssembly;
import chat.domain.token.Claims;
import chat.domain.token.TokenId;
import chat.domain.user.Identity;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * One connection of somebody, from the opened socket to its end. What is said over it is its {@link
 * Conversation}'s affair. Thread-safe, but frames come in one at a time.
 */
public final class Connection implements SocketListener {
  private static final Logger LOG = System.getLogger(Connection.class.getName());

  private static final int VIOLATION = JettySocket.VIOLATION;
  private static final int NOT_TEXT = 1003;
  private static final int NOT_UTF_8 = 1007;
  private static final int TOO_LONG = 1009;
  public static final int BROKEN = 1011;
  public static final int RESTART = 1012;
  public static final int TRY_LATER = 1013;
  private static final int SLOW = 4008;
  private static final int LOG_IN_FIRST = 4401;
  public static final int TOO_FAST = 4429;
  public static final int PROTOCOL_ERROR = 4501;

  private final Identity who;
  private final Socket socket;
  private final Host host;
  private final Mailbox mailbox;
  private final TextAssembly assembly;
  private final Conversation conversation;
  private final FrameLimit frames;

  /** Among those that its user may have open, once it is open. */
  private final AtomicReference<SocketPlace> place = new AtomicReference<>();

  /** Of the token that keeps it open. */
  private volatile Claims claims;

  private volatile long heardAt = System.nanoTime();
  private volatile boolean closing;

  /** Of the frame that came in last; used by the thread that reads. */
  private Permit permit = Permit.GRANTED;

  // Used by the heartbeat alone: when the client was pinged, and after which sign of life.
  private long pingedAt;
  private long pingedAfter = heardAt - 1;

  /**
   * @param claims of the token that opened the socket; it stays open no longer than they hold
   * @param dialect begins what is said over the connection
   */
  public Connection(
      Claims claims, Socket socket, Host host, Function<Connection, Conversation> dialect) {
    this.who = claims.who();
    this.claims = claims;
    this.socket = socket;
    this.host = host;
    mailbox = new Mailbox(socket, host.settings().mailboxBytes(), host.budget());
    assembly = new TextAssembly(host.settings().maxFrameBytes(), host.budget());
    frames = host.limits().frames();
    conversation = dialect.apply(this);
  }

  public Identity who() {
    return who;
  }

  public TokenId token() {
    return claims.id();
  }

  public Instant expiresAt() {
    return claims.expiresAt();
  }

  /** Whether nobody has begun to close it. */
  @Override
  public boolean isOpen() {
    return !closing;
  }

  public Claims claims() {
    return claims;
  }

  /**
   * Another token of the same person keeps it open from now on; but one that is being closed stays
   * so.
   */
  public void renew(Claims newer) {
    claims = newer;
  }

  public Socket socket() {
    return socket;
  }

  public Mailbox mailbox() {
    return mailbox;
  }

  /** The socket is open. Never throws. */
  @Override
  public void opened() {
    host.track(this);
    if (!claims().epoch().equals(host.epoch())) {
      // The database was put back after the token was checked. Who ends all sessions then may have
      // looked before this one was among them.
      sendToLogIn("token revoked");
      return;
    }
    var free = host.limits().sockets(who.id());
    if (free.isEmpty()) {
      // Those that shook hands at the same time as others all saw the place that was left.
      close(TOO_FAST, tooFast("too many sockets", Limits.SOCKET_PAUSE));
      return;
    }
    place.set(free.get());
    if (closing) {
      // It may be gone already, and whoever saw that saw no place to give back.
      giveBackPlace();
    }
    try {
      conversation.opened();
    } catch (RuntimeException bug) {
      LOG.log(Level.ERROR, "a socket could not be opened", bug);
      close(BROKEN, "");
    }
  }

  /** Gives up every place in a room. Idempotent; not for an event loop's thread. */
  public void depart() {
    conversation.depart();
  }

  /** A frame begins; returns false when there are too many, in spite of refusals. Never throws. */
  @Override
  public boolean frame() {
    if (closing) {
      return true;
    }
    permit = frames.take();
    return permit.granted() || !frames.flooding();
  }

  /** A frame isn't taken, and nothing after it is read. */
  @Override
  public void refused(FrameParser.Refused why) {
    if (closing) {
      return;
    }
    switch (why) {
      case BINARY -> close(NOT_TEXT, "text frames only");
      case TOO_LONG -> close(TOO_LONG, "at most " + host.settings().maxFrameBytes() + " bytes");
      case TOO_MANY_FRAMES ->
          close(TOO_LONG, "at most " + FrameParser.MAX_FRAMES_OF_MESSAGE + " frames");
      case FLOOD -> close(TOO_FAST, tooFast("too many frames", permit.retryAfter()));
    }
  }

  /** A piece of a text message came in; returns whether more frames may come. Never throws. */
  @Override
  public boolean text(ByteBuffer piece, boolean last) {
    if (closing) {
      return true;
    }
    try {
      var text = assembly.add(piece, last);
      return text == null || heard(text);
    } catch (CharacterCodingException notUtf8) {
      close(NOT_UTF_8, "not UTF-8");
    } catch (RuntimeException bug) {
      LOG.log(Level.ERROR, "a frame could not be handled", bug);
      conversation.refuse(Refusal.internal(null));
    }
    return true;
  }

  private boolean heard(String text) {
    if (permit.granted()) {
      return conversation.heard(text);
    }
    conversation.refuse(Refusal.rateLimited(permit, null));
    return true;
  }

  private static String tooFast(String why, Duration retryAfter) {
    long pause = Math.max(1, retryAfter.toMillis());
    return "{\"reason\":\"" + why + "\",\"retry_after_ms\":" + pause + "}";
  }

  /** What came in isn't WebSocket. */
  @Override
  public void violated(String why) {
    close(VIOLATION, why);
  }

  @Override
  public void written() {
    mailbox.written();
  }

  @Override
  public void pinged(byte[] payload) {
    mailbox.pong(payload);
  }

  /** Something came from the client. */
  @Override
  public void heard() {
    heardAt = System.nanoTime();
  }

  /** Hands frames to the client, or gives it up when it doesn't read. Never blocks or throws. */
  public void deliver(Frames frames) {
    if (!mailbox.offer(frames)) {
      giveUp();
    }
  }

  /** Takes frames that are written by {@link Mailbox#uncork}. */
  public void cork(Frames frames) {
    if (!mailbox.cork(frames)) {
      giveUp();
    }
  }

  /** Closes a client that is too slow, in reading what waits or in ending what it began to say. */
  public void giveUp() {
    closeInstead(SLOW, conversation::slowReader);
  }

  /** How many bytes are kept for the client. */
  public int held() {
    return mailbox.backlog() + assembly.held() + conversation.held();
  }

  /** The token doesn't count any more: what waits isn't for whoever holds it. Never blocks. */
  public void sendToLogIn(String why) {
    if (isOpen()) {
      closeInstead(LOG_IN_FIRST, seq -> "{\"reason\":\"" + why + "\"}");
    }
  }

  /** Closes without what waits, and gives every place in a room up at once. */
  private void closeInstead(int code, LongFunction<String> reason) {
    closing = true;
    assembly.close();
    conversation.abandon();
    mailbox.closeInstead(code, reason);
    host.leaveSoon(this);
    host.abortSoon(this);
  }

  /** Closes after what waits was written; drops the connection when that takes too long. */
  public void close(int code, String reason) {
    closing = true;
    mailbox.closeAfterwards(code, reason);
    host.abortSoon(this);
  }

  /** The client has begun to close: it gets nothing more. */
  @Override
  public void closedByClient() {
    closing = true;
    mailbox.discard();
    host.leaveSoon(this);
    // The answer may have to wait for a write that never ends.
    host.abortSoon(this);
  }

  /** The connection is gone, whoever ended it. Idempotent; may be called from any thread. */
  @Override
  public void gone() {
    closing = true;
    assembly.close();
    mailbox.discard();
    host.untrack(this);
    giveBackPlace();
    host.leaveSoon(this);
  }

  private void giveBackPlace() {
    var taken = place.getAndSet(null);
    if (taken != null) {
      taken.close();
    }
  }

  /** Drops the connection as it stands. */
  @Override
  public void abort() {
    socket.abort();
    gone();
  }

  /**
   * Pings a quiet client, and drops one that has had as long again to answer. The time counts from
   * the ping, and all that has arrived is read before it is judged: after a pause of the whole
   * process nobody is dropped for what the process didn't read. A client that the endpoint itself
   * doesn't read, because too many of its messages are under way, counts as heard.
   *
   * @param now of {@link System#nanoTime()}
   */
  public void beat(long now, long heartbeat) {
    if (isOpen() && mailbox.isStuck(now, host.settings().writePatience().toNanos())) {
      LOG.log(Level.DEBUG, "closing a client that reads nothing");
      giveUp();
    }
    if (conversation.withheld()) {
      heardAt = now;
    }
    long lastHeard = heardAt;
    if (now - lastHeard < heartbeat) {
      return;
    }
    if (pingedAfter != lastHeard) {
      pingedAfter = lastHeard;
      pingedAt = now;
      mailbox.ping();
    } else if (now - pingedAt > heartbeat) {
      socket.afterReading(
          () -> {
            if (heardAt == lastHeard) {
              LOG.log(Level.DEBUG, "dropping a silent client");
              abort();
            }
          });
    }
  }
}
