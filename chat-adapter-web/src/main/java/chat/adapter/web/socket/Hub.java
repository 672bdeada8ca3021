package chat.adapter.web.socket;

import chat.application.message.FollowRoom;
import chat.application.message.FollowRoom.Following;
import chat.domain.StoreUnavailable;
import chat.domain.room.RoomId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/** Knows which sockets of one event loop are in which room, and tells them. Thread-safe. */
final class Hub {
  private final FollowRoom feed;
  private final FanOut fanOut;
  private final ConcurrentHashMap<RoomId, LocalRoom> rooms = new ConcurrentHashMap<>();

  Hub(FollowRoom feed, FanOut fanOut) {
    this.feed = feed;
    this.fanOut = fanOut;
  }

  /**
   * From now on the listener gets what happens in the room. May block on the store, and not on an
   * event loop's thread.
   *
   * @return the number above which it gets everything
   * @throws StoreUnavailable then the listener must leave again
   */
  long enter(RoomId room, Listener listener) {
    while (true) {
      var position = rooms.computeIfAbsent(room, LocalRoom::new).add(listener, this::follow);
      if (position.isPresent()) {
        return position.getAsLong();
      }
      // The last one in the room is just leaving; the next look finds a fresh room.
      Thread.onSpinWait();
    }
  }

  /** The listener gets nothing more. Idempotent; it may wait for the feed, but for no network. */
  void leave(RoomId id, Listener listener) {
    var room = rooms.get(id);
    if (room != null) {
      room.remove(listener, () -> rooms.remove(id, room));
    }
  }

  private Following follow(LocalRoom room) {
    return feed.follow(room.id(), events -> fanOut.publish(room, events));
  }

  /** Writes an answer after what has been published so far, in the same write. Never blocks. */
  void deliverWithEvents(Connection connection, Frames answer) {
    fanOut.deliver(connection, answer);
  }

  /** Waits until the sockets were handed everything so far, but no longer than that. */
  void settle(Duration atMost) throws InterruptedException {
    fanOut.settle(atMost);
  }

  /** Tells nobody anything more. */
  void close() {
    fanOut.close();
  }

  /** Whether somebody is in the room, which is there therefore. */
  boolean has(RoomId room) {
    return rooms.containsKey(room);
  }

  /** How many rooms are followed. */
  int rooms() {
    return rooms.size();
  }
}
