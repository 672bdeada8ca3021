package chat.adapter.web.socket;

import chat.application.message.DeleteMessage;
import chat.application.message.EditMessage;
import chat.application.message.ResumeRoom;
import chat.application.message.SendMessage;
import chat.domain.StoreUnavailable;
import chat.domain.message.ClientId;
import chat.domain.room.RoomId;
import chat.domain.token.SignedToken;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The dialect chat.v1: many rooms over one socket, a receipt for what is sent, and each room's
 * events from where the client left off. Thread-safe, but frames come in one at a time.
 */
final class V1Conversation implements Conversation {
  static final String SUBPROTOCOL = "chat.v1";

  private static final int MAX_ROOMS = 100;
  private static final int MAX_INVALID_IN_A_ROW = 20;

  private final @Nullable RoomId first;
  private final Connection connection;
  private final Endpoint endpoint;
  private final Unfinished unfinished;
  private final ErrandQueue errands;

  /** Used by the thread that reads. */
  private int invalidInARow;

  // Guarded by this.
  private final Map<RoomId, Seat> seats = new HashMap<>(4);
  private boolean departed;
  private final ArrayDeque<Seat> behind = new ArrayDeque<>(2);
  private boolean catchingUp;

  /**
   * @param first the room that the client enters at once, or null for none
   */
  V1Conversation(@Nullable RoomId first, Connection connection, Endpoint endpoint) {
    this.first = first;
    this.connection = connection;
    this.endpoint = endpoint;
    unfinished = Unfinished.of(connection.socket(), endpoint.settings());
    errands = new ErrandQueue(endpoint, unfinished);
  }

  @Override
  public void opened() {
    connection.deliver(
        V1Encoding.hello(
            connection.claims(),
            endpoint.useCases().resumeRoom().epoch(),
            endpoint.settings().heartbeat(),
            endpoint.settings().maxFrameBytes()));
    if (first != null) {
      join(new ClientFrame.Join(first, null, null));
    }
  }

  @Override
  public boolean heard(String text) {
    var frame = ClientFrame.of(text);
    if (frame instanceof ClientFrame.Invalid invalid) {
      invalidInARow++;
      if (invalidInARow >= MAX_INVALID_IN_A_ROW) {
        connection.close(Connection.PROTOCOL_ERROR, "{\"reason\":\"protocol error\"}");
      } else {
        refuse(invalid.refusal(), invalid.subject());
      }
    } else {
      invalidInARow = 0;
      take(frame);
    }
    return unfinished.mayGoOn();
  }

  private void take(ClientFrame frame) {
    if (frame instanceof ClientFrame.Send send) {
      send(send);
    } else if (frame instanceof ClientFrame.Edit edit) {
      edit(edit);
    } else if (frame instanceof ClientFrame.Delete delete) {
      delete(delete);
    } else if (frame instanceof ClientFrame.Join join) {
      join(join);
    } else if (frame instanceof ClientFrame.Leave leave) {
      leave(leave.room());
    } else if (frame instanceof ClientFrame.Type type) {
      type(type.room());
    } else if (frame instanceof ClientFrame.Ping ping) {
      connection.deliver(V1Encoding.pong(ping.id(), heads()));
    } else if (frame instanceof ClientFrame.Authenticate authenticate) {
      authenticate(authenticate.token());
    }
  }

  // Rooms.

  private void join(ClientFrame.Join join) {
    var subject = new V1Encoding.Subject("join", join.room(), null);
    var permit = endpoint.limits().joins(connection.who().id());
    if (!permit.granted()) {
      refuse(Refusal.rateLimited(permit, null), subject);
      return;
    }
    var seat = new Seat(join.room(), this, connection, endpoint);
    Refusal refusal = null;
    synchronized (this) {
      if (departed) {
        return;
      }
      if (endpoint.draining()) {
        refusal = Refusal.draining(null);
      } else if (seats.containsKey(join.room())) {
        refusal = Refusal.alreadyJoined();
      } else if (seats.size() >= MAX_ROOMS) {
        refusal = Refusal.tooManyRooms(MAX_ROOMS);
      } else {
        seats.put(join.room(), seat);
      }
    }
    if (refusal != null) {
      refuse(refusal, subject);
      return;
    }
    var from =
        join.afterSeq() == null ? null : new ResumeRoom.Position(join.afterSeq(), join.epoch());
    errands.add(0, () -> enter(seat, from, subject));
  }

  private void enter(Seat seat, ResumeRoom.@Nullable Position from, V1Encoding.Subject subject) {
    try {
      switch (seat.enter(from)) {
        case BEHIND -> catchUp(seat);
        case NO_SUCH_ROOM -> {
          forget(seat);
          refuse(Refusal.noSuchRoom(null), subject);
        }
        default -> {
          // There is nothing more to do.
        }
      }
    } catch (RuntimeException failed) {
      forget(seat);
      refuse(Failures.refusal(failed, null), subject);
    }
  }

  private synchronized void forget(Seat seat) {
    seats.values().remove(seat);
  }

  private void leave(RoomId room) {
    Seat seat;
    synchronized (this) {
      seat = seats.remove(room);
    }
    if (seat == null) {
      refuse(Refusal.notJoined(), new V1Encoding.Subject("leave", room, null));
    } else {
      errands.add(0, seat::leave);
    }
  }

  private void type(RoomId room) {
    Seat seat;
    synchronized (this) {
      seat = seats.get(room);
    }
    if (seat == null) {
      refuse(Refusal.notJoined(), new V1Encoding.Subject("typing", room, null));
    } else {
      seat.type();
    }
  }

  private Map<RoomId, Long> heads() {
    Map<RoomId, Seat> present;
    synchronized (this) {
      present = Map.copyOf(seats);
    }
    var heads = new TreeMap<RoomId, Long>((one, other) -> Long.compare(one.value(), other.value()));
    present.forEach((room, seat) -> seat.head().ifPresent(head -> heads.put(room, head)));
    return heads;
  }

  // What was missed. One page at a time for all rooms of the connection, each as soon as the one
  // before has mostly been written, so that however much it is takes no memory.

  /** Tells what the seat missed from the log. Never blocks. */
  void catchUp(Seat seat) {
    synchronized (this) {
      if (departed) {
        return;
      }
      behind.add(seat);
      if (catchingUp) {
        return;
      }
      catchingUp = true;
      endpoint.replays().begun();
    }
    nextPage();
  }

  private void nextPage() {
    connection.mailbox().whenLow(() -> endpoint.replays().read(this::page));
  }

  /** Guarded by this. */
  private void endCatchingUp() {
    if (catchingUp) {
      catchingUp = false;
      endpoint.replays().ended();
    }
  }

  private void page(int bytes) {
    Seat seat;
    synchronized (this) {
      seat = behind.poll();
    }
    if (seat == null) {
      // The client has left them all.
      return;
    }
    boolean more;
    try {
      more = seat.catchUp(bytes);
    } catch (StoreUnavailable away) {
      synchronized (this) {
        if (departed) {
          return;
        }
        behind.addFirst(seat);
      }
      endpoint.later(Endpoint.STORE_PAUSE, this::nextPage);
      return;
    } catch (RuntimeException bug) {
      // Else the client would wait for the rest for ever; it comes back with its position.
      connection.close(Connection.BROKEN, "");
      throw bug;
    }
    synchronized (this) {
      if (departed) {
        return;
      }
      if (more) {
        behind.add(seat);
      }
      if (behind.isEmpty()) {
        endCatchingUp();
        return;
      }
    }
    nextPage();
  }

  // Messages.

  private void send(ClientFrame.Send send) {
    var subject = new V1Encoding.Subject("send", send.room(), null);
    var command =
        new SendMessage.Command(connection.who(), send.room(), send.content(), send.clientId());
    ask(
        () -> endpoint.useCases().sendMessage().send(command),
        outcome -> sent(outcome, send.clientId()),
        send.clientId(),
        subject,
        send.content().estimatedBytes());
  }

  private @Nullable Refusal sent(SendMessage.Outcome outcome, ClientId clientId) {
    if (outcome instanceof SendMessage.Outcome.Sent sent) {
      connection.deliverWithEvents(V1Encoding.ack(sent.message(), clientId, sent.repeated()));
      return null;
    }
    return outcome instanceof SendMessage.Outcome.NoSuchRoom
        ? Refusal.noSuchRoom(clientId)
        : Refusal.clientIdConflict(clientId);
  }

  private void edit(ClientFrame.Edit edit) {
    var command =
        new EditMessage.Command(connection.who(), edit.room(), edit.message(), edit.content());
    ask(
        () -> endpoint.useCases().editMessage().edit(command),
        V1Conversation::edited,
        null,
        new V1Encoding.Subject("edit", edit.room(), edit.message().value()),
        edit.content().estimatedBytes());
  }

  private static @Nullable Refusal edited(EditMessage.Outcome outcome) {
    if (outcome instanceof EditMessage.Outcome.Edited) {
      return null;
    }
    if (outcome instanceof EditMessage.Outcome.NotTheAuthor) {
      return Refusal.notTheAuthor();
    }
    if (outcome instanceof EditMessage.Outcome.Gone) {
      return Refusal.gone();
    }
    return outcome instanceof EditMessage.Outcome.NoSuchRoom
        ? Refusal.noSuchRoom(null)
        : Refusal.noSuchMessage();
  }

  private void delete(ClientFrame.Delete delete) {
    var command = new DeleteMessage.Command(connection.who(), delete.room(), delete.message());
    ask(
        () -> endpoint.useCases().deleteMessage().delete(command),
        V1Conversation::deleted,
        null,
        new V1Encoding.Subject("delete", delete.room(), delete.message().value()),
        0);
  }

  private static @Nullable Refusal deleted(DeleteMessage.Outcome outcome) {
    if (outcome instanceof DeleteMessage.Outcome.Deleted) {
      return null;
    }
    if (outcome instanceof DeleteMessage.Outcome.NotTheAuthor) {
      return Refusal.notTheAuthor();
    }
    return outcome instanceof DeleteMessage.Outcome.NoSuchRoom
        ? Refusal.noSuchRoom(null)
        : Refusal.noSuchMessage();
  }

  /** Asks the lanes for something, and tells the client when it came to nothing. */
  private <T> void ask(
      Supplier<CompletionStage<T>> question,
      Function<T, @Nullable Refusal> answer,
      @Nullable ClientId clientId,
      V1Encoding.Subject subject,
      int bytes) {
    if (endpoint.draining()) {
      refuse(Refusal.draining(clientId), subject);
      return;
    }
    var permit = endpoint.limits().messages(connection.who().id());
    if (!permit.granted()) {
      refuse(Refusal.rateLimited(permit, clientId), subject);
      return;
    }
    if (isKnown(subject.room())) {
      offer(question, answer, clientId, subject, bytes);
    } else {
      // An unknown room needs a database read, so it runs off the event loop.
      errands.add(bytes, () -> offer(question, answer, clientId, subject, bytes));
    }
  }

  /** Whether somebody here is in the room; not while something that was asked before may wait. */
  private boolean isKnown(@Nullable RoomId room) {
    return !errands.isBusy() && room != null && connection.hub().has(room);
  }

  private <T> void offer(
      Supplier<CompletionStage<T>> question,
      Function<T, @Nullable Refusal> answer,
      @Nullable ClientId clientId,
      V1Encoding.Subject subject,
      int bytes) {
    unfinished.begin(bytes);
    CompletionStage<T> stage;
    try {
      stage = question.get();
    } catch (RuntimeException failed) {
      refuse(Failures.refusal(failed, clientId), subject);
      unfinished.end(bytes);
      return;
    }
    stage.whenComplete(
        (outcome, failure) -> {
          var refusal =
              failure == null ? answer.apply(outcome) : Failures.refusal(failure, clientId);
          if (refusal != null) {
            refuse(refusal, subject);
          }
          unfinished.end(bytes);
        });
  }

  // The token.

  private void authenticate(SignedToken token) {
    var subject = new V1Encoding.Subject("auth", null, null);
    errands.add(
        Character.BYTES * token.value().length(),
        () -> {
          try {
            var claims = endpoint.useCases().authenticate().authenticate(token);
            if (claims.isPresent() && claims.get().who().equals(connection.who())) {
              connection.renew(claims.get());
              connection.deliver(V1Encoding.authenticated(claims.get()));
            } else {
              refuse(Refusal.unauthorized(), subject);
            }
          } catch (RuntimeException failed) {
            refuse(Failures.refusal(failed, null), subject);
          }
        });
  }

  @Override
  public int held() {
    return errands.bytes();
  }

  @Override
  public void abandon() {
    errands.clear();
  }

  @Override
  public void refuse(Refusal refusal) {
    refuse(refusal, V1Encoding.Subject.UNKNOWN);
  }

  private void refuse(Refusal refusal, V1Encoding.Subject subject) {
    connection.deliver(V1Encoding.refusal(refusal, subject));
  }

  @Override
  public boolean withheld() {
    return unfinished.withheld();
  }

  /** Without a number: the client knows where it is in each of its rooms. */
  @Override
  public String slowReader(long writtenSeq) {
    return "{\"reason\":\"slow reader\"}";
  }

  @Override
  public void depart() {
    List<Seat> all;
    synchronized (this) {
      departed = true;
      all = new ArrayList<>(seats.values());
      seats.clear();
      behind.clear();
      endCatchingUp();
    }
    all.forEach(Seat::close);
  }
}
