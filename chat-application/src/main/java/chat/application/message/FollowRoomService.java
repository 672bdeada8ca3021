package chat.application.message;

import chat.application.room.ReadableRoom;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.message.RoomFeed.Subscriber;
import chat.domain.presence.Presence;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Keeps one {@link RoomFollower} for each room that somebody follows, and nothing for the others.
 * Who comes and goes reaches their subscribers from {@link Presence}, without the feed. May be used
 * by any thread.
 */
public final class FollowRoomService implements FollowRoom, Presence.Listener, AutoCloseable {
  /** For events that wait for earlier ones; what doesn't fit is read from the log. */
  private static final long MAX_EARLY_BYTES = 1 << 24;

  private final RoomFeed feed;
  private final MessageLog log;
  private final BiConsumer<Duration, Runnable> timer;
  private final Runnable close;
  private final EarlyBudget budget = new EarlyBudget(MAX_EARLY_BYTES);
  private final ConcurrentHashMap<RoomId, RoomFollower> followers = new ConcurrentHashMap<>();

  public FollowRoomService(RoomFeed feed, MessageLog log) {
    this.feed = feed;
    this.log = log;
    var threads = new MendingThreads();
    timer = threads::later;
    close = threads::close;
  }

  /**
   * @param timer runs something that reads the log, after a pause and on another thread
   */
  FollowRoomService(RoomFeed feed, MessageLog log, BiConsumer<Duration, Runnable> timer) {
    this.feed = feed;
    this.log = log;
    this.timer = timer;
    close = () -> {};
  }

  @Override
  public Following follow(ReadableRoom room, Subscriber subscriber) {
    while (true) {
      var follower =
          followers.computeIfAbsent(room.id(), id -> new RoomFollower(id, log, budget, timer));
      var following = follower.add(subscriber, () -> followers.remove(room.id(), follower));
      if (following == null) {
        // Its last subscriber is just leaving; the next look finds a fresh one.
        Thread.onSpinWait();
        continue;
      }
      try {
        follower.begin(feed);
        return following;
      } catch (RuntimeException failed) {
        following.close();
        throw failed;
      }
    }
  }

  @Override
  public void joined(RoomId room, Identity who) {
    hand(new RoomEvent.Joined(room, who));
  }

  @Override
  public void left(RoomId room, Identity who) {
    hand(new RoomEvent.Left(room, who));
  }

  private void hand(RoomEvent event) {
    var follower = followers.get(event.room());
    if (follower != null) {
      follower.on(List.of(event));
    }
  }

  /** An append to the room ended without an answer. Never waits for the store. */
  void doubt(RoomId room) {
    var follower = followers.get(room);
    if (follower != null) {
      follower.doubt();
    }
  }

  /**
   * The room's log has an event of this number. Returns at once, unless an append to the room ended
   * without an answer: then it reads the log, so that subscribers have what was appended.
   */
  void reached(RoomId room, long seq) {
    var follower = followers.get(room);
    if (follower != null) {
      follower.reached(seq);
    }
  }

  /** The rooms that are followed, and how far their subscribers are. */
  Map<RoomId, Long> positions() {
    var positions = new HashMap<RoomId, Long>();
    followers.forEach(
        (room, follower) -> {
          if (follower.isFollowing()) {
            positions.put(room, follower.position());
          }
        });
    return positions;
  }

  /**
   * Compares a room with its head in the log: a higher one is a gap, a lower one another history.
   *
   * @param before as {@link #positions} gave it before the head was read
   */
  void compare(RoomId room, long before, long head) {
    var follower = followers.get(room);
    if (follower != null) {
      follower.compare(before, head);
    }
  }

  /**
   * Goes on in every room where it is now: after a new epoch began. Reads the store for each, and
   * tries again later where it can't.
   */
  public void restart() {
    followers.values().forEach(RoomFollower::restart);
  }

  /** How many rooms are followed. */
  int rooms() {
    return followers.size();
  }

  /** How many bytes of events wait for earlier ones. */
  long waitingBytes() {
    return budget.used();
  }

  /** Mends nothing any more. */
  @Override
  public void close() {
    close.run();
  }
}
