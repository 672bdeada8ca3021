package chat.application.message;

import chat.application.room.KnownRooms;
import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts each person's connections to each room, on this node. Thread-safe. */
public final class JoinRoomService implements JoinRoom {
  private final KnownRooms rooms;
  private final RoomFeed feed;
  private final Clock clock;
  private final ConcurrentHashMap<RoomId, Map<Identity, Integer>> connections =
      new ConcurrentHashMap<>();

  public JoinRoomService(KnownRooms rooms, RoomFeed feed, Clock clock) {
    this.rooms = rooms;
    this.feed = feed;
    this.clock = clock;
  }

  @Override
  public Outcome join(Identity who, RoomId room) {
    if (!rooms.contains(room)) {
      return new Outcome.NoSuchRoom();
    }
    // The room is told while its counts are held, so that notices come in the order of the counts.
    connections.compute(
        room,
        (id, people) -> {
          var counts = people == null ? new HashMap<Identity, Integer>() : people;
          if (counts.merge(who, 1, Integer::sum) == 1) {
            feed.publish(room, List.of(new RoomEvent.Joined(room, who)));
          }
          return counts;
        });
    return new Outcome.Joined(new CountedMembership(who, room));
  }

  private void leave(Identity who, RoomId room) {
    connections.computeIfPresent(
        room,
        (id, counts) -> {
          if (counts.merge(who, -1, Integer::sum) == 0) {
            counts.remove(who);
            feed.publish(room, List.of(new RoomEvent.Left(room, who)));
          }
          return counts.isEmpty() ? null : counts;
        });
  }

  private Present present(RoomId room, int atMost) {
    var some = new ArrayList<Identity>();
    var count = new AtomicInteger();
    connections.computeIfPresent(
        room,
        (id, counts) -> {
          counts.keySet().stream().limit(atMost).forEach(some::add);
          count.set(counts.size());
          return counts;
        });
    return new Present(some, count.get());
  }

  /** How many rooms have somebody in them: none may be left behind. */
  int occupiedRooms() {
    return connections.size();
  }

  private final class CountedMembership implements Membership {
    private final Identity who;
    private final RoomId room;
    private final AtomicBoolean left = new AtomicBoolean();

    private Instant typedAt = Instant.EPOCH;

    CountedMembership(Identity who, RoomId room) {
      this.who = who;
      this.room = room;
    }

    @Override
    public Present present(int atMost) {
      return JoinRoomService.this.present(room, atMost);
    }

    @Override
    public void typing() {
      var now = clock.instant();
      synchronized (this) {
        if (left.get() || now.isBefore(typedAt.plus(TYPING_PAUSE))) {
          return;
        }
        typedAt = now;
      }
      feed.publish(room, List.of(new RoomEvent.Typing(room, who)));
    }

    @Override
    public void leave() {
      if (left.compareAndSet(false, true)) {
        JoinRoomService.this.leave(who, room);
      }
    }
  }
}
