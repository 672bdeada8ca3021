package chat.application.message;

import chat.domain.message.RoomEvent;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The events of one room that wait for earlier ones. Bounded in number, and in bytes by a budget
 * that all rooms share; what doesn't fit is read from the log. Not thread-safe.
 */
final class EarlyEvents {
  static final int MAX = 1_023;

  /** An event's objects, without its text. */
  private static final int EVENT_BYTES = 512;

  private final EarlyBudget budget;
  private final TreeMap<Long, RoomEvent.Logged> events = new TreeMap<>();

  EarlyEvents(EarlyBudget budget) {
    this.budget = budget;
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  /** Keeps an event if it fits and isn't here yet. */
  void keep(RoomEvent.Logged event) {
    if (events.size() < MAX && !events.containsKey(event.seq()) && budget.reserve(bytes(event))) {
      events.put(event.seq(), event);
    }
  }

  /** Takes out the event of that number, or null, and forgets those before it. */
  RoomEvent.@Nullable Logged take(long seq) {
    forget(seq - 1);
    var event = events.remove(seq);
    if (event != null) {
      budget.giveBack(bytes(event));
    }
    return event;
  }

  /** Forgets the events up to a number. */
  void forget(long upTo) {
    while (!events.isEmpty() && events.firstKey() <= upTo) {
      budget.giveBack(bytes(events.pollFirstEntry().getValue()));
    }
  }

  private static int bytes(RoomEvent.Logged event) {
    return EVENT_BYTES + Character.BYTES * event.message().text().length();
  }
}
