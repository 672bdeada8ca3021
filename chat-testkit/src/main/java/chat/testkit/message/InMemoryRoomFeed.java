package chat.testkit.message;

import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.room.RoomId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A feed inside one process. Thread-safe. */
public final class InMemoryRoomFeed implements RoomFeed {
  private static final Logger LOG = System.getLogger(InMemoryRoomFeed.class.getName());

  private final Map<RoomId, List<Seat>> rooms = new ConcurrentHashMap<>();

  @Override
  public void publish(RoomId room, List<RoomEvent> events) {
    var copy = List.copyOf(events);
    for (var seat : rooms.getOrDefault(room, List.of())) {
      seat.hand(copy);
    }
  }

  @Override
  public Subscription subscribe(RoomId room, Subscriber subscriber) {
    var seats = rooms.computeIfAbsent(room, id -> new CopyOnWriteArrayList<>());
    var seat = new Seat(seats, subscriber);
    seats.add(seat);
    return seat;
  }

  /** One subscription; equal to itself alone, so that a subscriber may have several. */
  private static final class Seat implements Subscription {
    private final List<Seat> seats;
    private final Subscriber subscriber;
    private volatile boolean closed;

    Seat(List<Seat> seats, Subscriber subscriber) {
      this.seats = seats;
      this.subscriber = subscriber;
    }

    void hand(List<RoomEvent> events) {
      if (closed) {
        return;
      }
      try {
        subscriber.on(events);
      } catch (Throwable e) {
        LOG.log(Level.WARNING, "a subscriber threw", e);
      }
    }

    @Override
    public void close() {
      closed = true;
      seats.remove(this);
    }
  }
}
