package chat.adapter.web.socket;

import chat.application.message.JoinRoom;
import chat.domain.StoreUnavailable;
import chat.domain.room.RoomId;
import chat.domain.token.Claims;
import chat.domain.token.TokenId;
import chat.domain.user.Identity;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One connection of somebody to a room, from the opened socket to its end. Thread-safe, but frames
 * come in one at a time.
 */
final class Member {
  private static final Logger LOG = System.getLogger(Member.class.getName());

  private static final int NOT_TEXT = 1003;
  private static final int NOT_UTF_8 = 1007;
  private static final int TOO_LONG = 1009;
  private static final int BROKEN = 1011;
  static final int RESTART = 1012;
  private static final int TRY_LATER = 1013;
  private static final int SLOW = 4008;
  private static final int LOG_IN_FIRST = 4401;

  private final Identity who;
  private final TokenId token;
  private final Instant expiresAt;
  private final RoomId room;
  private final Socket socket;
  private final Endpoint endpoint;
  private final Mailbox mailbox;
  private final TextAssembly assembly;
  private final Speech speech;

  private volatile long heardAt = System.nanoTime();
  private volatile boolean closing;

  /** Used by the heartbeat alone. */
  private long pingedAt = heardAt;

  // Guarded by this.
  private JoinRoom.@Nullable Membership membership;
  private boolean departed;

  /**
   * @param claims of the token that opened the socket; it stays open no longer than they hold
   */
  Member(Claims claims, RoomId room, Socket socket, Endpoint endpoint) {
    this.who = claims.who();
    this.token = claims.id();
    this.expiresAt = claims.expiresAt();
    this.room = room;
    this.socket = socket;
    this.endpoint = endpoint;
    mailbox = new Mailbox(socket, endpoint.settings().mailboxBytes());
    assembly = new TextAssembly(endpoint.settings().maxFrameBytes());
    speech = new Speech(this, endpoint);
  }

  Identity who() {
    return who;
  }

  TokenId token() {
    return token;
  }

  Instant expiresAt() {
    return expiresAt;
  }

  /** Whether nobody has begun to close it. */
  boolean isOpen() {
    return !closing;
  }

  RoomId room() {
    return room;
  }

  Socket socket() {
    return socket;
  }

  Mailbox mailbox() {
    return mailbox;
  }

  /** The socket is open: the member enters the room, and everybody is told. Never throws. */
  void opened() {
    endpoint.track(this);
    try {
      // In the room first, so that the member sees its own coming.
      endpoint.hub().enter(this);
      if (endpoint.joinRoom().join(who, room) instanceof JoinRoom.Outcome.Joined joined) {
        settle(joined.membership());
      } else {
        close(BROKEN, "");
      }
    } catch (StoreUnavailable away) {
      close(TRY_LATER, "");
    } catch (RuntimeException bug) {
      LOG.log(Level.ERROR, "a socket could not join its room", bug);
      close(BROKEN, "");
    }
  }

  private void settle(JoinRoom.Membership place) {
    synchronized (this) {
      if (!departed) {
        membership = place;
        return;
      }
    }
    // The connection died meanwhile, perhaps before the hub knew of it.
    endpoint.hub().leave(this);
    place.leave();
  }

  /** Gives up the place in the room. Idempotent; not for the fan-out's thread. */
  void depart() {
    JoinRoom.Membership place;
    synchronized (this) {
      departed = true;
      place = membership;
      membership = null;
    }
    try {
      endpoint.hub().leave(this);
    } finally {
      if (place != null) {
        place.leave();
      }
    }
  }

  /** A piece of a text message came in; returns whether more frames may come. Never throws. */
  boolean text(ByteBuffer piece, boolean last) {
    if (closing) {
      return true;
    }
    try {
      var text = assembly.add(piece, last);
      return text == null || speech.heard(text);
    } catch (TextAssembly.TooLong tooLong) {
      close(TOO_LONG, "at most " + endpoint.settings().maxFrameBytes() + " bytes");
    } catch (CharacterCodingException notUtf8) {
      close(NOT_UTF_8, "not UTF-8");
    } catch (RuntimeException bug) {
      LOG.log(Level.ERROR, "a frame could not be handled", bug);
      refuse(Refusal.internal(null));
    }
    return true;
  }

  void binary() {
    close(NOT_TEXT, "text frames only");
  }

  void pinged(byte[] payload) {
    mailbox.pong(payload);
  }

  /** Something came from the client. */
  void heard() {
    heardAt = System.nanoTime();
  }

  void refuse(Refusal refusal) {
    deliver(Encoding.refusal(refusal));
  }

  /** Hands frames to the client, or gives it up when it doesn't read. Never blocks or throws. */
  void deliver(Frames frames) {
    if (!mailbox.offer(frames)) {
      closeInstead(SLOW, Member::slowReader);
    }
  }

  /** The token doesn't count any more: what waits isn't for whoever holds it. Never blocks. */
  void sendToLogIn(String why) {
    if (isOpen()) {
      closeInstead(LOG_IN_FIRST, seq -> "{\"reason\":\"" + why + "\"}");
    }
  }

  /** Closes without what waits, and gives the place in the room up at once. */
  private void closeInstead(int code, LongFunction<String> reason) {
    closing = true;
    mailbox.closeInstead(code, reason);
    endpoint.leaveSoon(this);
    endpoint.abortSoon(this);
  }

  private static String slowReader(long seq) {
    return seq == 0
        ? "{\"reason\":\"slow reader\"}"
        : "{\"reason\":\"slow reader\",\"resume_after_seq\":" + seq + "}";
  }

  /** Closes after what waits was written; drops the connection when that takes too long. */
  void close(int code, String reason) {
    closing = true;
    mailbox.closeAfterwards(code, reason);
    endpoint.abortSoon(this);
  }

  /** The client has begun to close: it gets nothing more. */
  void closedByClient() {
    closing = true;
    mailbox.discard();
    endpoint.leaveSoon(this);
  }

  /** The connection is gone, whoever ended it. Idempotent; may be called from any thread. */
  void gone() {
    closing = true;
    mailbox.discard();
    endpoint.untrack(this);
    endpoint.leaveSoon(this);
  }

  /** Drops the connection as it stands. */
  void abort() {
    socket.abort();
    gone();
  }

  /**
   * Pings a quiet client and drops a silent one. A client that the endpoint itself doesn't read,
   * because too many of its messages are under way, counts as heard.
   *
   * @param now of {@link System#nanoTime()}
   */
  void beat(long now, long heartbeat) {
    if (speech.withheld()) {
      heardAt = now;
      return;
    }
    long quiet = now - heardAt;
    if (quiet > 2 * heartbeat) {
      LOG.log(Level.DEBUG, "dropping a silent client");
      abort();
    } else if (quiet >= heartbeat && now - pingedAt >= heartbeat) {
      pingedAt = now;
      mailbox.ping();
    }
  }
}
