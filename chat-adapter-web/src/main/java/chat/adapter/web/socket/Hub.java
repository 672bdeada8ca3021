package chat.adapter.web.socket;

import chat.application.message.FollowRoom;
import chat.domain.message.RoomFeed.Subscription;
import chat.domain.room.RoomId;
import java.util.concurrent.ConcurrentHashMap;

/** Knows which sockets of this node are in which room. Thread-safe. */
final class Hub {
  private final FollowRoom feed;
  private final FanOut fanOut;
  private final ConcurrentHashMap<RoomId, LocalRoom> rooms = new ConcurrentHashMap<>();

  Hub(FollowRoom feed, FanOut fanOut) {
    this.feed = feed;
    this.fanOut = fanOut;
  }

  /** From now on the member gets what is published in its room. */
  void enter(Member member) {
    while (!rooms.computeIfAbsent(member.room(), LocalRoom::new).add(member, this::follow)) {
      // The room's last member is just leaving; the next look finds a fresh room.
      Thread.onSpinWait();
    }
  }

  /** The member gets nothing more. Idempotent; it may wait for the feed, but for no network. */
  void leave(Member member) {
    var room = rooms.get(member.room());
    if (room != null) {
      room.remove(member, () -> rooms.remove(member.room(), room));
    }
  }

  private Subscription follow(LocalRoom room) {
    return feed.follow(room.id(), events -> fanOut.publish(room, events));
  }

  /** How many rooms are followed. */
  int rooms() {
    return rooms.size();
  }
}
