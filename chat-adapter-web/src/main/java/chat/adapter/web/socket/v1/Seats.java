package chat.adapter.web.socket.v1;

import chat.adapter.web.http.CommonRefusal;
import chat.adapter.web.socket.connection.Connection;
import chat.adapter.web.socket.connection.Failures;
import chat.adapter.web.socket.connection.Refusal;
import chat.adapter.web.socket.fanout.Hub;
import chat.application.message.ResumeRoom;
import chat.domain.room.RoomId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rooms that one client is in, or is about to be in or out of. Thread-safe, never blocks. */
final class Seats {
  private static final int MAX_ROOMS = 100;

  private final Connection connection;
  private final Hub hub;
  private final ErrandQueue errands;
  private final V1Dialect dialect;
  private final Replay replay;

  // Guarded by this.
  private final Map<RoomId, Seat> seats = new HashMap<>(4);
  private boolean closed;

  /**
   * @param errands in whose order rooms are entered and left
   */
  Seats(Connection connection, Hub hub, ErrandQueue errands, V1Dialect dialect) {
    this.connection = connection;
    this.hub = hub;
    this.errands = errands;
    this.dialect = dialect;
    replay = new Replay(connection, dialect);
  }

  void join(ClientFrame.Join join) {
    var subject = new V1Encoding.Subject("join", join.room(), null);
    var permit = dialect.host().limits().joins(connection.who().id());
    if (!permit.granted()) {
      refuse(Refusal.rateLimited(permit, null), subject);
      return;
    }
    var seat = new Seat(join.room(), replay::add, connection, hub, dialect);
    Refusal refusal = null;
    synchronized (this) {
      if (closed) {
        return;
      }
      if (dialect.host().draining()) {
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
        case BEHIND -> replay.add(seat);
        case NO_SUCH_ROOM -> {
          forget(seat);
          refuse(Refusal.of(CommonRefusal.NO_SUCH_ROOM, null), subject);
        }
        case LIVE, LEFT -> {
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

  void leave(RoomId room) {
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

  /** Tells the room that the client is typing. */
  void type(RoomId room) {
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

  /** The highest number in each room that the client is in, in the order of the rooms. */
  Map<RoomId, Long> heads() {
    Map<RoomId, Seat> present;
    synchronized (this) {
      present = Map.copyOf(seats);
    }
    var heads = new TreeMap<RoomId, Long>((one, other) -> Long.compare(one.value(), other.value()));
    present.forEach((room, seat) -> seat.head().ifPresent(head -> heads.put(room, head)));
    return heads;
  }

  private void refuse(Refusal refusal, V1Encoding.Subject subject) {
    connection.deliver(V1Encoding.refusal(refusal, subject));
  }

  /** Gives all of them up, for good. Idempotent; not for an event loop's thread. */
  void close() {
    List<Seat> all;
    synchronized (this) {
      closed = true;
      all = new ArrayList<>(seats.values());
      seats.clear();
    }
    replay.close();
    all.forEach(Seat::close);
  }
}
