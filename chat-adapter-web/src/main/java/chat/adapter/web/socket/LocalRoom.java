package chat.adapter.web.socket;

import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed.Subscription;
import chat.domain.room.RoomId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A room as long as it has sockets on this node: it follows the feed with the first of them and
 * stops with the last, for ever. Thread-safe.
 */
final class LocalRoom {
  private static final Member[] NOBODY = {};

  private final RoomId id;

  /** Replaced, never changed, so that the fan-out reads it without a lock. */
  private volatile Member[] members = NOBODY;

  private @Nullable Subscription subscription;
  private boolean closed;

  /** What waits to be fanned out; guarded by the {@link FanOut}'s lock. */
  private List<RoomEvent> pending = new ArrayList<>();

  LocalRoom(RoomId id) {
    this.id = id;
  }

  RoomId id() {
    return id;
  }

  Member[] members() {
    return members;
  }

  /**
   * Lets a member in.
   *
   * @param follow how to follow the room, for its first member
   * @return false when the room has been closed and another must take its place
   */
  synchronized boolean add(Member member, Function<LocalRoom, Subscription> follow) {
    if (closed) {
      return false;
    }
    var more = Arrays.copyOf(members, members.length + 1);
    more[members.length] = member;
    // In place before the room is followed, so that no event meets an empty room.
    members = more;
    if (subscription == null) {
      subscription = follow.apply(this);
    }
    return true;
  }

  /**
   * Lets a member out; one that isn't there changes nothing.
   *
   * @param onLast runs while the room is closed, before anybody can find that out
   */
  synchronized void remove(Member member, Runnable onLast) {
    int at = Arrays.asList(members).indexOf(member);
    if (closed || (at < 0 && members.length > 0)) {
      return;
    }
    if (at >= 0) {
      var fewer = new Member[members.length - 1];
      System.arraycopy(members, 0, fewer, 0, at);
      System.arraycopy(members, at + 1, fewer, at, fewer.length - at);
      members = fewer;
    }
    if (members.length == 0) {
      closed = true;
      onLast.run();
      if (subscription != null) {
        subscription.close();
      }
    }
  }

  /** Under the fan-out's lock. */
  void append(List<RoomEvent> events) {
    pending.addAll(events);
  }

  /** Under the fan-out's lock. */
  boolean hasPending() {
    return !pending.isEmpty();
  }

  /** Under the fan-out's lock. */
  List<RoomEvent> takePending() {
    var taken = pending;
    pending = new ArrayList<>();
    return taken;
  }
}
