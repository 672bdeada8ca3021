package chat.adapter.web.socket.fanout;

import chat.application.message.FollowRoom.Following;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A room as long as it has sockets on this event loop: it is followed with the first of them and
 * until the last, for ever. Thread-safe.
 */
final class LocalRoom {
  private final RoomId id;
  private final News news = new News();
  private final PresenceThrottle presence = new PresenceThrottle();

  /** Replaced, never changed, so that the fan-out reads it without a lock. */
  private volatile Audience audience = new Audience(List.of(), List.of());

  /** Held by those who come in while the room isn't followed yet: that may read the store. */
  private final Object beginning = new Object();

  // Guarded by this.
  private @Nullable Following following;
  private boolean closed;

  // Guarded by the FanOut's lock.
  private List<RoomEvent> pending = new ArrayList<>();
  private boolean newsDue;
  private boolean refillDue;

  LocalRoom(RoomId id) {
    this.id = id;
  }

  /** Who is told, by the way in which they are. */
  record Audience(List<Listener.Live> live, List<Listener.Numbered> numbered) {
    int size() {
      return live.size() + numbered.size();
    }

    private Audience with(Listener listener) {
      return listener.fold(
          one -> new Audience(with(live, one), numbered),
          one -> new Audience(live, with(numbered, one)));
    }

    private Audience without(Listener listener) {
      return listener.fold(
          one -> new Audience(without(live, one), numbered),
          one -> new Audience(live, without(numbered, one)));
    }

    private static <T> List<T> with(List<T> some, T one) {
      var more = new ArrayList<T>(some.size() + 1);
      more.addAll(some);
      more.add(one);
      return more;
    }

    private static <T extends Listener> List<T> without(List<T> some, Listener one) {
      int at = some.indexOf(one);
      if (at < 0) {
        return some;
      }
      var fewer = new ArrayList<>(some);
      fewer.remove(at);
      return fewer;
    }
  }

  RoomId id() {
    return id;
  }

  Audience audience() {
    return audience;
  }

  /** For the event loop's thread alone. */
  News news() {
    return news;
  }

  /** For the event loop's thread alone. */
  PresenceThrottle presence() {
    return presence;
  }

  /**
   * Lets somebody in. May block on the store, without keeping anybody from leaving.
   *
   * @param follow how to follow the room, for the first
   * @return the number above which they get everything; empty when the room has been closed and
   *     another must take its place
   */
  OptionalLong add(Listener listener, Function<LocalRoom, Following> follow) {
    synchronized (this) {
      if (closed) {
        return OptionalLong.empty();
      }
      // In place before the room is followed, so that no event meets an empty room.
      audience = audience.with(listener);
    }
    // Read after that, so that whatever is above it meets the listener.
    return OptionalLong.of(followed(follow).position());
  }

  private Following followed(Function<LocalRoom, Following> follow) {
    var now = following();
    if (now != null) {
      return now;
    }
    synchronized (beginning) {
      now = following();
      if (now == null) {
        now = follow.apply(this);
        begin(now);
      }
      return now;
    }
  }

  private synchronized @Nullable Following following() {
    return following;
  }

  private synchronized void begin(Following now) {
    if (closed) {
      // Everybody has left meanwhile.
      now.close();
    } else {
      following = now;
    }
  }

  /**
   * Lets somebody out; one that isn't there changes nothing.
   *
   * @param onLast runs while the room is closed, before anybody can find that out
   */
  synchronized void remove(Listener listener, Runnable onLast) {
    int before = audience.size();
    audience = audience.without(listener);
    if (closed || (audience.size() == before && before > 0)) {
      return;
    }
    if (audience.size() == 0) {
      closed = true;
      onLast.run();
      if (following != null) {
        following.close();
      }
    }
  }

  /** Under the fan-out's lock; returns whether nothing waited before. */
  boolean append(List<RoomEvent> events) {
    boolean first = isQuiet();
    pending.addAll(events);
    return first;
  }

  /** Under the fan-out's lock; returns whether nothing waited before. */
  boolean newsAreDue() {
    boolean first = isQuiet();
    newsDue = true;
    return first;
  }

  /** Under the fan-out's lock; returns whether nothing waited before. */
  boolean refillIsDue() {
    boolean first = isQuiet();
    refillDue = true;
    return first;
  }

  private boolean isQuiet() {
    return pending.isEmpty() && !newsDue && !refillDue;
  }

  /** Under the fan-out's lock. */
  Work take() {
    var taken = new Work(pending, newsDue, refillDue);
    pending = new ArrayList<>();
    newsDue = false;
    refillDue = false;
    return taken;
  }

  /**
   * What the room is to be told.
   *
   * @param newsDue whether that goes for its {@link News} as well
   * @param refillDue whether its {@link PresenceThrottle} is to be refilled first
   */
  record Work(List<RoomEvent> events, boolean newsDue, boolean refillDue) {}
}
