package chat.application.message;

import chat.application.room.KnownRooms;
import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts each person's connections to each room, on this node. Thread-safe. */
public final class JoinRoomService implements JoinRoom {
  private final KnownRooms rooms;
  private final RoomFeed feed;
  private final ConcurrentHashMap<RoomId, Map<UserId, Integer>> connections =
      new ConcurrentHashMap<>();

  public JoinRoomService(KnownRooms rooms, RoomFeed feed) {
    this.rooms = rooms;
    this.feed = feed;
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
          var counts = people == null ? new HashMap<UserId, Integer>() : people;
          if (counts.merge(who.id(), 1, Integer::sum) == 1) {
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
          if (counts.merge(who.id(), -1, Integer::sum) == 0) {
            counts.remove(who.id());
            feed.publish(room, List.of(new RoomEvent.Left(room, who)));
          }
          return counts.isEmpty() ? null : counts;
        });
  }

  /** How many rooms have somebody in them: none may be left behind. */
  int occupiedRooms() {
    return connections.size();
  }

  private final class CountedMembership implements Membership {
    private final Identity who;
    private final RoomId room;
    private final AtomicBoolean left = new AtomicBoolean();

    CountedMembership(Identity who, RoomId room) {
      this.who = who;
      this.room = room;
    }

    @Override
    public void leave() {
      if (left.compareAndSet(false, true)) {
        JoinRoomService.this.leave(who, room);
      }
    }
  }
}
