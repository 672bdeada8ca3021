package chat.adapter.feed.message;

import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.room.RoomId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The feed of a server that runs alone: publisher and subscribers share one process.
 *
 * <p>Publishing takes no lock, so neither subscribing nor another publisher ever delays it; calls
 * for one room that overlap reach its subscribers in any order, and at the same time. A subscriber
 * hears what was published when it had subscribed, and what is being published while it closes it
 * may still hear. Subscribing and closing take time in proportion to the room's subscribers. A room
 * that nobody follows takes no memory.
 */
public final class InProcessRoomFeed implements RoomFeed {
  private static final Logger LOG = System.getLogger(InProcessRoomFeed.class.getName());

  /** No list is empty, and none is ever changed: whoever reads one reads it to its end. */
  private final ConcurrentHashMap<RoomId, List<Follower>> followers = new ConcurrentHashMap<>();

  @Override
  public void publish(RoomId room, List<RoomEvent> events) {
    var those = followers.get(room);
    if (those == null) {
      return;
    }
    // One list for all of them, so none may change it. Free for a list that can't be changed.
    var unchangeable = List.copyOf(events);
    for (var follower : those) {
      follower.tell(unchangeable);
    }
  }

  @Override
  public Subscription subscribe(RoomId room, Subscriber subscriber) {
    var follower = new Follower(room, subscriber);
    followers.merge(room, List.of(follower), InProcessRoomFeed::joined);
    return follower;
  }

  /** How many rooms are followed, which is all that is kept. */
  int rooms() {
    return followers.size();
  }

  private static List<Follower> joined(List<Follower> present, List<Follower> more) {
    var all = new ArrayList<Follower>(present.size() + more.size());
    all.addAll(present);
    all.addAll(more);
    return List.copyOf(all);
  }

  /**
   * Compared by identity: a subscriber may follow a room twice, and hears everything twice then.
   */
  private final class Follower implements Subscription {
    private final RoomId room;
    private final Subscriber subscriber;

    Follower(RoomId room, Subscriber subscriber) {
      this.room = room;
      this.subscriber = subscriber;
    }

    void tell(List<RoomEvent> events) {
      try {
        subscriber.on(events);
      } catch (Throwable broken) {
        // An Error too: one subscriber's failed assertion must not keep events from the others.
        LOG.log(Level.ERROR, "a subscriber of room " + room.value() + " failed", broken);
      }
    }

    @Override
    public void close() {
      followers.computeIfPresent(
          room,
          (same, present) -> {
            var others = present.stream().filter(other -> other != this).toList();
            return others.isEmpty() ? null : others;
          });
    }
  }
}
