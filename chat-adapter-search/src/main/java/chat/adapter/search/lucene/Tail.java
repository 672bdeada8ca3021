package chat.adapter.search.lucene;

import chat.domain.Deadline;
import chat.domain.DeadlineExceeded;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.MessageLog;
import chat.domain.room.RoomId;
import chat.domain.search.MessageSearch.Hit;
import chat.domain.search.MessageSearch.Request;
import chat.domain.search.SearchQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The messages of which the log knows more than the index: those that were posted, edited or
 * deleted since, as they are now. What the index says of them doesn't count. Bounded in events;
 * what takes time throws {@link DeadlineExceeded} when it is over.
 *
 * @param complete whether these are all of them; otherwise they are too many, and there are none
 */
record Tail(Map<MessageId, Message> messages, boolean complete) {
  /** Beyond so many events the index is being built, or catches up after a while away. */
  static final int MOST = 10_000;

  private static final int PAGE = 1_000;
  private static final int ROOMS = 10_000;

  /** Up to so many rooms are asked for by themselves, and more by reading the heads of all. */
  private static final int FEW_ROOMS = 16;

  /** Where the index knows everything. */
  static final Tail NONE = new Tail(Map.of(), true);

  private static final Tail TOO_LONG = new Tail(Map.of(), false);

  Tail {
    messages = Map.copyOf(messages);
  }

  private record Behind(RoomId room, long known, long head) {}

  /**
   * Reads it for the rooms that are searched. What goes into the index from now on may be in both.
   *
   * @param positions how far the index knew each room, and any that is opened later
   */
  static Tail read(MessageLog log, Positions positions, Request request, Deadline deadline) {
    var behind = behind(log, positions, request, deadline);
    if (behind.stream().mapToLong(room -> room.head() - room.known()).sum() > MOST) {
      return TOO_LONG;
    }
    var messages = new HashMap<MessageId, Message>();
    for (var room : behind) {
      long from = room.known();
      while (from < room.head()) {
        deadline.check();
        var page = log.after(room.room(), from, PAGE);
        if (page.isEmpty()) {
          break;
        }
        page.forEach(event -> messages.put(event.message().id(), event.message()));
        from = page.get(page.size() - 1).seq();
      }
    }
    return new Tail(messages, true);
  }

  private static List<Behind> behind(
      MessageLog log, Positions positions, Request request, Deadline deadline) {
    var few = request.rooms().filter(rooms -> rooms.size() <= FEW_ROOMS);
    return few.isPresent()
        ? ofThese(log, positions, few.get(), deadline)
        : ofAll(log, positions, request, deadline);
  }

  private static List<Behind> ofThese(
      MessageLog log, Positions positions, Set<RoomId> rooms, Deadline deadline) {
    var behind = new ArrayList<Behind>();
    for (var room : rooms) {
      deadline.check();
      long known = positions.of(room.value());
      long head = log.head(room);
      if (head > known) {
        behind.add(new Behind(room, known, head));
      }
    }
    return behind;
  }

  private static List<Behind> ofAll(
      MessageLog log, Positions positions, Request request, Deadline deadline) {
    var behind = new ArrayList<Behind>();
    long events = 0;
    long after = 0;
    List<MessageLog.Head> page;
    do {
      deadline.check();
      page = log.heads(after, ROOMS);
      for (var head : page) {
        after = head.room().value();
        long known = positions.of(after);
        if (head.seq() > known && request.covers(head.room())) {
          behind.add(new Behind(head.room(), known, head.seq()));
          events += head.seq() - known;
        }
      }
    } while (page.size() == ROOMS && events <= MOST);
    return behind;
  }

  /** Whether anything in it is query. */
  boolean has(SearchQuery query, Request request, Deadline deadline) {
    for (var message : messages.values()) {
      deadline.check();
      if (request.covers(message.room()) && query.match(message).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** What of it is query and comes after the request's place. */
  List<Hit> hits(SearchQuery query, Request request, Deadline deadline) {
    var hits = new ArrayList<Hit>();
    for (var message : messages.values()) {
      deadline.check();
      if (request.covers(message.room())) {
        query
            .match(message)
            .map(match -> new Hit(message, match))
            .filter(hit -> request.goesOnTo(hit.place()))
            .ifPresent(hits::add);
      }
    }
    return hits;
  }
}
