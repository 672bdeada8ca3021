package chat.application.message;

import chat.domain.message.Appended;
import chat.domain.message.Draft;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.room.RoomId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Publishes a lane's events so that every room's feed shows each {@code seq} once, in order and
 * without a gap, even where a commit's answer got lost: it knows how far each room was published
 * and reads from the log what is missing. Used by the lane's thread alone.
 */
final class RoomPublisher {
  private static final Logger LOG = System.getLogger(RoomPublisher.class.getName());
  private static final int PAGE = 256;

  private final MessageLog log;
  private final RoomFeed feed;

  /** The last {@code seq} of each room that was published. */
  private final Map<RoomId, Long> published = new HashMap<>();

  /** Rooms whose log may be ahead of what was published, for a reason other than a new event. */
  private final Set<RoomId> suspects = new LinkedHashSet<>();

  RoomPublisher(MessageLog log, RoomFeed feed) {
    this.log = log;
    this.feed = feed;
  }

  /** Notes where the rooms stand before this lane first writes to them. May read the log. */
  void prepare(List<Draft> drafts) {
    for (var draft : drafts) {
      if (!published.containsKey(draft.room())) {
        published.put(draft.room(), log.head(draft.room()));
      }
    }
  }

  /** The drafts may or may not be in the log. */
  void suspect(List<Draft> drafts) {
    for (var draft : drafts) {
      // A room that wasn't prepared hasn't been written to.
      if (published.containsKey(draft.room())) {
        suspects.add(draft.room());
      }
    }
  }

  /**
   * Publishes what is new among the outcomes, and what was stored before and has not been published
   * for want of an answer. Never throws.
   */
  void publish(List<Appended> outcomes) {
    var rooms = new LinkedHashMap<RoomId, List<RoomEvent.Logged>>();
    for (var outcome : outcomes) {
      if (outcome instanceof Appended.Stored stored) {
        var event = stored.event();
        rooms.computeIfAbsent(event.room(), room -> new ArrayList<>()).add(event);
      } else if (outcome instanceof Appended.Repeated repeated
          && suspects.contains(repeated.message().room())) {
        catchUp(repeated.message().room());
      }
    }
    rooms.forEach(this::publish);
  }

  private void publish(RoomId room, List<RoomEvent.Logged> events) {
    boolean follows = events.get(0).seq() == published.getOrDefault(room, 0L) + 1;
    if (follows && !suspects.contains(room)) {
      hand(room, events);
    } else {
      suspects.add(room);
      catchUp(room);
    }
  }

  /** Publishes what suspected rooms have in the log beyond what was published. Never throws. */
  void catchUp() {
    List.copyOf(suspects).forEach(this::catchUp);
  }

  private void catchUp(RoomId room) {
    try {
      List<RoomEvent.Logged> missing;
      do {
        missing = log.after(room, published.getOrDefault(room, 0L), PAGE);
        if (!missing.isEmpty()) {
          hand(room, missing);
        }
      } while (missing.size() == PAGE);
      suspects.remove(room);
    } catch (RuntimeException later) {
      // It stays suspected: tried again before its next event, and whenever the lane is idle.
      LOG.log(Level.DEBUG, "a room's feed waits for the store");
    }
  }

  private void hand(RoomId room, List<RoomEvent.Logged> events) {
    // Whatever a subscriber does, this room's next events are the ones after these.
    published.put(room, events.get(events.size() - 1).seq());
    try {
      feed.publish(room, List.copyOf(events));
    } catch (RuntimeException broken) {
      LOG.log(Level.ERROR, "a feed refused events", broken);
    }
  }
}
