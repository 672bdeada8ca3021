package chat.client;

import chat.client.event.CaughtUp;
import chat.client.event.JoinRefused;
import chat.client.event.Joined;
import chat.client.event.Left;
import chat.client.event.LoggedEvent;
import chat.client.event.Presence;
import chat.client.event.Reset;
import chat.client.event.RoomEvent;
import chat.client.event.Typing;
import chat.client.rest.Message;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A room that a {@link ChatClient} has joined. Safe for use by several threads. */
public final class Room {
  private static final System.Logger LOG = System.getLogger(Room.class.getName());

  /** The server passes on no more. */
  private static final Duration BETWEEN_TYPINGS = Duration.ofSeconds(3);

  private final Engine engine;
  private final long id;
  private final Consumer<? super RoomEvent> listener;
  private final Answer<Joined> joined;

  /** Where the listener is. */
  private volatile @Nullable Position handed;

  // What follows belongs to the loop.

  /** Where the last event is that the listener was handed or will be. */
  private @Nullable Position place;

  private Stage stage = Stage.OUTSIDE;
  private boolean leaving;
  private long head;
  private boolean caughtUp;
  private long stageSince = System.nanoTime();
  private long typedAt = System.nanoTime() - BETWEEN_TYPINGS.toNanos();

  /** What the last pong said of the room, and where this was then. */
  private long pongHead;

  private long pongSeq = -1;

  Room(
      Engine engine,
      long id,
      @Nullable Position after,
      Consumer<? super RoomEvent> listener,
      Answer<Joined> joined) {
    this.engine = engine;
    this.id = id;
    this.listener = listener;
    this.joined = joined;
    this.place = after;
    this.handed = after;
  }

  /** How far the server and this have come about the room. */
  private enum Stage {
    OUTSIDE,
    JOINING,
    INSIDE,
    /** On the way out, for good or to join again. */
    LEAVING,
    /** Never again. */
    ENDED
  }

  /** The room's number. */
  public long id() {
    return id;
  }

  /**
   * Completes when the room is joined for the first time; what is said from then on reaches the
   * listener. Fails with {@link ChatRefused} when the server doesn't let this user in, and with
   * {@link ChatClosed} when the client ends, or the room is left, before.
   */
  public CompletableFuture<Joined> joined() {
    return joined;
  }

  /** Says something here: {@link ChatClient#send(long, String)}. */
  public CompletableFuture<Ack> send(String content) {
    return engine.send(id, content, Engine.randomClientId());
  }

  /** Says something here: {@link ChatClient#send(long, String, String)}. */
  public CompletableFuture<Ack> send(String content, String clientId) {
    return engine.send(id, content, clientId);
  }

  /** Changes what this user said here: {@link ChatApi#edit}. Blocks. */
  public Message edit(long message, String content) {
    return engine.api().edit(id, message, content);
  }

  /** Takes back what this user said here: {@link ChatApi#delete}. Blocks. */
  public void delete(long message) {
    engine.api().delete(id, message);
  }

  /**
   * Tells the others that this user is typing. Call it at every key: it is sent at most every three
   * seconds, and not at all while the room isn't joined.
   */
  public void typing() {
    engine.loop().post(this::tellTyping);
  }

  private void tellTyping() {
    long now = System.nanoTime();
    if (stage == Stage.INSIDE && now - typedAt >= BETWEEN_TYPINGS.toNanos()) {
      typedAt = now;
      engine.tell(Json.frame("typing", id));
    }
  }

  /**
   * Where the listener is: at the last logged event (or {@code Joined}, or {@code Reset}) that it
   * was handed, during the call as well. Kept somewhere, it lets {@link ChatClient#join(long,
   * Position, Consumer)} go on after it in another run of the program. Empty before the room was
   * first joined, unless it was joined after a position.
   */
  public Optional<Position> position() {
    return Optional.ofNullable(handed);
  }

  /** Leaves the room; {@code Left} is its last event. Leaving again does nothing. */
  public void leave() {
    engine.loop().post(this::leaveForGood);
  }

  private void leaveForGood() {
    if (stage == Stage.ENDED || leaving) {
      return;
    }
    leaving = true;
    if (stage == Stage.INSIDE) {
      sendLeave();
    } else if (stage == Stage.OUTSIDE) {
      endLeft();
    }
    // Else an answer is under way, and what to do next stands in `leaving`.
  }

  /** There is a connection to join on. */
  void enter() {
    if (stage != Stage.OUTSIDE) {
      return;
    }
    to(Stage.JOINING);
    var join = Json.frame("join", id);
    var after = place;
    if (after != null) {
      join.put("after_seq", after.seq()).put("epoch", after.epoch());
    }
    engine.tell(join);
  }

  /** The connection is gone. */
  void disconnected() {
    if (stage == Stage.ENDED) {
      return;
    }
    if (leaving) {
      endLeft();
    } else {
      to(Stage.OUTSIDE);
    }
  }

  /** The client has ended. */
  void end(String why) {
    to(Stage.ENDED);
    engine.callbacks().run(() -> joined.completeExceptionally(new ChatClosed(why, false)));
  }

  void joined(JsonNode frame, String epoch) {
    if (stage != Stage.JOINING) {
      return;
    }
    to(Stage.INSIDE);
    head = Json.number(frame, "seq");
    caughtUp = false;
    pongSeq = -1;
    var event = Frames.joined(frame);
    var before = place;
    if (before == null) {
      place = new Position(head, epoch);
    } else if (before.seq() > head || !before.epoch().equals(epoch)) {
      // The server should have said so.
      var reason = before.epoch().equals(epoch) ? Reset.Reason.AHEAD : Reset.Reason.EPOCH;
      LOG.log(Level.WARNING, "room {0} was joined at a place that it doesn''t have", id);
      reset(new Reset(id, reason, head), epoch);
    }
    hand(event);
    engine.callbacks().run(() -> joined.complete(event));
    checkCaughtUp();
    if (leaving) {
      sendLeave();
    }
  }

  void reset(JsonNode frame, String epoch) {
    if (stage == Stage.JOINING || stage == Stage.INSIDE) {
      reset(Frames.reset(frame), epoch);
    }
  }

  private void reset(Reset event, String epoch) {
    place = new Position(event.seq(), epoch);
    hand(event);
  }

  void logged(LoggedEvent event) {
    var before = place;
    if (stage != Stage.INSIDE || before == null || event.seq() <= before.seq()) {
      // A repeat, or on its way out.
      return;
    }
    if (event.seq() > before.seq() + 1) {
      LOG.log(
          Level.WARNING,
          "in room {0} {1} was followed by {2}; joining again after {1}",
          id,
          before.seq(),
          event.seq());
      sendLeave();
      return;
    }
    place = new Position(event.seq(), before.epoch());
    hand(event);
    checkCaughtUp();
  }

  void typing(JsonNode frame) {
    if (stage == Stage.INSIDE) {
      hand(new Typing(id, Json.number(frame, "user_id"), Json.text(frame, "username")));
    }
  }

  void presence(JsonNode frame) {
    if (stage == Stage.INSIDE) {
      hand(
          new Presence(
              id,
              Json.number(frame, "user_id"),
              Json.text(frame, "username"),
              Json.text(frame, "status").equals("online")));
    }
  }

  /** The server has let go of this; what for stands in {@code leaving}. */
  void left() {
    if (stage != Stage.LEAVING) {
      return;
    }
    if (leaving) {
      endLeft();
    } else {
      to(Stage.OUTSIDE);
      enter();
    }
  }

  /** The server didn't let this in. */
  void joinFailed(String code, String detail, Duration retryAfter) {
    if (stage != Stage.JOINING) {
      return;
    }
    if (code.equals("already_joined")) {
      // By a join whose answer was lost; where it began to tell is not known.
      to(Stage.INSIDE);
      sendLeave();
    } else if (leaving) {
      endLeft();
    } else if (Engine.isTemporary(code) || code.equals("internal")) {
      engine
          .loop()
          .after(
              retryAfter,
              () -> {
                if (stage == Stage.JOINING) {
                  to(Stage.OUTSIDE);
                  engine.enter(this);
                }
              });
    } else {
      to(Stage.ENDED);
      hand(new JoinRefused(id, code, detail));
      var refusal = new ChatRefused(code, 0, detail);
      engine.callbacks().run(() -> joined.completeExceptionally(refusal));
      engine.forget(this);
    }
  }

  /** The server didn't let this out. */
  void leaveFailed(String code, Duration retryAfter) {
    if (stage != Stage.LEAVING) {
      return;
    }
    if (code.equals("not_joined")) {
      left();
    } else {
      engine
          .loop()
          .after(
              retryAfter,
              () -> {
                if (stage == Stage.LEAVING) {
                  sendLeave();
                }
              });
    }
  }

  /**
   * What the server says to have sent. If this stood at the same place a pong ago, and it was
   * behind then, something didn't come.
   */
  void pong(long serverHead) {
    var at = place;
    if (stage != Stage.INSIDE || at == null) {
      return;
    }
    if (at.seq() == pongSeq && at.seq() < pongHead) {
      LOG.log(Level.WARNING, "room {0} stands still at {1}; joining again", id, at.seq());
      sendLeave();
      return;
    }
    pongSeq = at.seq();
    pongHead = serverHead;
  }

  /** Whether an answer about the room is missing for so long. */
  boolean isStuck(Duration most) {
    return (stage == Stage.JOINING || stage == Stage.LEAVING)
        && System.nanoTime() - stageSince > most.toNanos();
  }

  private void sendLeave() {
    to(Stage.LEAVING);
    engine.tell(Json.frame("leave", id));
  }

  private void endLeft() {
    to(Stage.ENDED);
    hand(new Left(id));
    var unjoined = new ChatClosed("The room was left", false);
    engine.callbacks().run(() -> joined.completeExceptionally(unjoined));
    engine.forget(this);
  }

  private void checkCaughtUp() {
    var at = place;
    if (!caughtUp && at != null && at.seq() >= head) {
      caughtUp = true;
      hand(new CaughtUp(id, head));
    }
  }

  private void hand(RoomEvent event) {
    var at = place;
    engine.hand(
        () -> {
          // Before the call, so that the listener can keep the position of what it is handed.
          handed = at;
          listener.accept(event);
        });
  }

  private void to(Stage next) {
    if (stage != Stage.ENDED) {
      stage = next;
      stageSince = System.nanoTime();
    }
  }

  @Override
  public String toString() {
    return "Room " + id;
  }
}
