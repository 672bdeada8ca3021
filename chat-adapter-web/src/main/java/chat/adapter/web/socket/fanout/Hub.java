package chat.adapter.web.socket.fanout;

import chat.adapter.web.socket.connection.Connection;
import chat.adapter.web.socket.wire.Frames;
import chat.application.message.FollowRoom;
import chat.application.message.FollowRoom.Following;
import chat.application.room.ReadableRoom;
import chat.domain.StoreUnavailable;
import chat.domain.room.RoomId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/** Knows which sockets of one event loop are in which room, and tells them. Thread-safe. */
public final class Hub {
  private final FollowRoom feed;
  private final FanOut fanOut;
  private final ConcurrentHashMap<RoomId, LocalRoom> rooms = new ConcurrentHashMap<>();

  /**
   * @param loop runs things soon, one after another: where the sockets are told
   * @param limit how many events may wait before whoever brings messages has to
   * @param timer runs something after a while, on another thread
   * @param live of this hub alone
   * @param numbered likewise
   */
  public Hub(
      FollowRoom feed,
      Executor loop,
      int limit,
      BiConsumer<Duration, Runnable> timer,
      LiveEncoding live,
      NumberedEncoding numbered) {
    this.feed = feed;
    fanOut = new FanOut(loop, limit, timer, live, numbered);
  }

  /**
   * From now on the listener gets what happens in the room. May block on the store, and not on an
   * event loop's thread.
   *
   * @return the number above which it gets everything
   * @throws StoreUnavailable then the listener must leave again
   */
  public long enter(ReadableRoom room, Listener listener) {
    while (true) {
      var position =
          rooms
              .computeIfAbsent(room.id(), LocalRoom::new)
              .add(listener, local -> follow(room, local));
      if (position.isPresent()) {
        return position.getAsLong();
      }
      // The last one in the room is just leaving; the next look finds a fresh room.
      Thread.onSpinWait();
    }
  }

  /** The listener gets nothing more. Idempotent; it may wait for the feed, but for no network. */
  public void leave(RoomId id, Listener listener) {
    var room = rooms.get(id);
    if (room != null) {
      room.remove(listener, () -> rooms.remove(id, room));
    }
  }

  private Following follow(ReadableRoom room, LocalRoom local) {
    return feed.follow(room, events -> fanOut.publish(local, events));
  }

  /** Writes an answer after what has been published so far, in the same write. Never blocks. */
  public void deliverWithEvents(Connection connection, Frames answer) {
    fanOut.deliver(connection, answer);
  }

  /** Waits until the sockets were handed everything so far, but no longer than that. */
  public void settle(Duration atMost) throws InterruptedException {
    fanOut.settle(atMost);
  }

  /** Tells nobody anything more. */
  public void close() {
    fanOut.close();
  }

  /** Whether somebody is in the room, which is there therefore. */
  public boolean has(RoomId room) {
    return rooms.containsKey(room);
  }

  /** How many rooms are followed. */
  public int rooms() {
    return rooms.size();
  }
}
