package chat.adapter.web.socket.fanout;

import chat.domain.message.RoomEvent;
import chat.domain.user.UserId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits how often a room is notified that the same user joined or left: {@value #BURST} events at
 * once, then one per {@link #refill}. Of what is withheld the latest event of each user is kept and
 * passed on by a later refill, so that a room always ends with the user's true state. Remembers a
 * user only until their allowance is full again. Used by one thread.
 */
final class PresenceThrottle {
  /** Enough for somebody who reconnects once. */
  static final int BURST = 4;

  private final Map<UserId, Allowance> allowances = new LinkedHashMap<>();
  private boolean scheduled;

  /** What one user has left. */
  private static final class Allowance {
    private int left = BURST;

    /** The latest event beyond the allowance; only while nothing is left. */
    private @Nullable RoomEvent withheld;

    boolean spend(RoomEvent event) {
      if (left == 0) {
        withheld = event;
        return false;
      }
      left--;
      return true;
    }

    Optional<RoomEvent> refill() {
      var event = withheld;
      withheld = null;
      if (event == null) {
        left++;
      }
      return Optional.ofNullable(event);
    }

    boolean isFull() {
      return left == BURST;
    }
  }

  /**
   * The events in their order without those that are beyond a user's allowance. Events that aren't
   * about presence always pass. Returns the same list when nothing is withheld.
   */
  List<RoomEvent> admit(List<RoomEvent> events) {
    List<RoomEvent> admitted = null;
    for (int i = 0; i < events.size(); i++) {
      var event = events.get(i);
      if (!passes(event)) {
        admitted = admitted == null ? new ArrayList<>(events.subList(0, i)) : admitted;
      } else if (admitted != null) {
        admitted.add(event);
      }
    }
    return admitted == null ? events : admitted;
  }

  private boolean passes(RoomEvent event) {
    if (event instanceof RoomEvent.Joined joined) {
      return spend(joined.who().id(), event);
    }
    return !(event instanceof RoomEvent.Left left) || spend(left.who().id(), event);
  }

  private boolean spend(UserId who, RoomEvent event) {
    return allowances.computeIfAbsent(who, id -> new Allowance()).spend(event);
  }

  /**
   * Grants every user one more event and returns those that were withheld for want of it. To be
   * called before {@link #admit} of newer events.
   */
  List<RoomEvent> refill() {
    scheduled = false;
    var released = new ArrayList<RoomEvent>();
    Iterator<Allowance> all = allowances.values().iterator();
    while (all.hasNext()) {
      var allowance = all.next();
      allowance.refill().ifPresent(released::add);
      if (allowance.isFull()) {
        all.remove();
      }
    }
    return released;
  }

  /**
   * Returns whether the caller must schedule a {@link #refill}: somebody needs one, and none is.
   */
  boolean mustSchedule() {
    boolean must = !scheduled && !allowances.isEmpty();
    scheduled |= must;
    return must;
  }

  /** Forgets everybody: nobody is left who was notified. */
  void clear() {
    allowances.clear();
  }

  /** How many users it remembers. */
  int remembered() {
    return allowances.size();
  }
}
