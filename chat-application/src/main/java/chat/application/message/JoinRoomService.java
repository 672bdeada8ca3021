package chat.application.message;

import chat.application.room.ReadableRoom;
import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.presence.Presence;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Counts each person's connections to each room, on this node, and says so to {@link Presence}. May
 * be used by any thread.
 */
public final class JoinRoomService implements JoinRoom {
  private final Presence presence;
  private final RoomFeed feed;
  private final Clock clock;
  private final ConcurrentHashMap<RoomId, Map<Identity, Integer>> connections =
      new ConcurrentHashMap<>();

  public JoinRoomService(Presence presence, RoomFeed feed, Clock clock) {
    this.presence = presence;
    this.feed = feed;
    this.clock = clock;
  }

  @Override
  public Membership join(ReadableRoom readable) {
    var who = readable.reader();
    var room = readable.id();
    var unannounced = new AtomicBoolean();
    // While the room's counts are held, so that what is said comes in the order of the counts.
    connections.compute(
        room,
        (id, people) -> {
          var counts = people == null ? new HashMap<Identity, Integer>() : people;
          if (counts.merge(who, 1, Integer::sum) == 1) {
            unannounced.set(!presence.enter(room, who));
          }
          return counts;
        });
    return new CountedMembership(who, room, unannounced.get());
  }

  private void leave(Identity who, RoomId room) {
    connections.computeIfPresent(
        room,
        (id, counts) -> {
          if (counts.merge(who, -1, Integer::sum) == 0) {
            counts.remove(who);
            presence.leave(room, who);
          }
          return counts.isEmpty() ? null : counts;
        });
  }

  /** How many rooms have somebody in them on this node: none may be left behind. */
  int occupiedRooms() {
    return connections.size();
  }

  private final class CountedMembership implements Membership {
    private final Identity who;
    private final RoomId room;
    private final boolean unannounced;
    private final AtomicBoolean left = new AtomicBoolean();

    private Instant typedAt = Instant.EPOCH;

    CountedMembership(Identity who, RoomId room, boolean unannounced) {
      this.who = who;
      this.room = room;
      this.unannounced = unannounced;
    }

    @Override
    public boolean unannounced() {
      return unannounced;
    }

    @Override
    public Presence.Present present(int atMost) {
      return presence.present(room, atMost);
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
