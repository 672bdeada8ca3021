package chat.domain.message;

import chat.domain.Deadline;
import chat.domain.room.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Searches by reading the log from the newest message on, a bounded number of them in one call, and
 * no more than it can by the deadline. It needs no index, so it costs a write nothing; in a large
 * log it sees a part alone, and says so. Thread-safe.
 */
public final class LogScan implements MessageSearch {
  /** How many messages one call looks at: some tenths of a second on any store. */
  public static final int MOST = 10_000;

  private static final int CHUNK = 500;

  private final MessageLog log;
  private final int most;

  public LogScan(MessageLog log) {
    this(log, MOST);
  }

  /**
   * @param most how many messages one call looks at
   */
  public LogScan(MessageLog log, int most) {
    this.log = log;
    this.most = most;
  }

  @Override
  public Page search(Query query, Deadline deadline) {
    if (query.wanted().isEmpty()) {
      return Page.none();
    }
    return query.order() == Order.SEQ
        ? inOneRoom(query, query.rooms().orElseThrow().iterator().next(), deadline)
        : ranked(query, deadline);
  }

  @Override
  public LogProgress progress() {
    return LogProgress.NOTHING_TO_FOLLOW;
  }

  private Page inOneRoom(Query query, RoomId room, Deadline deadline) {
    long before = query.after().map(Place::seq).orElse(Long.MAX_VALUE);
    var scan = new Scan(wanted(query, room, deadline), query.limit(), deadline);
    long seen = scan.read(room, before);
    // Every room begins with 1, which is a message.
    return new Page(
        scan.hits,
        scan.ended || seen <= 1 ? Optional.empty() : Optional.of(Place.before(room, seen)),
        true);
  }

  private Wanted wanted(Query query, RoomId room, Deadline deadline) {
    for (var stricter : query.stricter()) {
      // Half of the time, so that the page itself gets on.
      var scan = new Scan(stricter, 1, deadline.half());
      scan.read(room, Long.MAX_VALUE);
      if (!scan.hits.isEmpty()) {
        return stricter;
      }
    }
    return query.wanted();
  }

  private Page ranked(Query query, Deadline deadline) {
    var scan = new Scan(query.wanted(), Integer.MAX_VALUE, deadline);
    boolean complete = true;
    long room = 0;
    List<MessageLog.Head> heads;
    do {
      heads = log.heads(room, CHUNK);
      for (var head : heads) {
        room = head.room().value();
        if (query.covers(head.room()) && head.seq() > 0) {
          scan.read(head.room(), Long.MAX_VALUE);
          complete &= scan.ended;
        }
      }
      complete &= heads.size() < CHUNK || !deadline.isOver();
    } while (heads.size() == CHUNK && complete);
    return page(wanted(scan.hits, query), query, complete);
  }

  private static List<Hit> wanted(List<Hit> hits, Query query) {
    for (var stricter : query.stricter()) {
      var some = hits.stream().filter(hit -> stricter.match(hit.message()).isPresent()).toList();
      if (!some.isEmpty()) {
        return some;
      }
    }
    return hits;
  }

  private static Page page(List<Hit> hits, Query query, boolean complete) {
    var order = query.order().places();
    var rest =
        hits.stream()
            .filter(hit -> query.goesOnTo(hit.place()))
            .sorted((one, other) -> order.compare(one.place(), other.place()))
            .toList();
    if (rest.size() <= query.limit()) {
      return new Page(rest, Optional.empty(), complete);
    }
    var page = rest.subList(0, query.limit());
    return new Page(page, Optional.of(page.get(page.size() - 1).place()), complete);
  }

  /** What one call has looked at. */
  private final class Scan {
    private final Wanted wanted;
    private final int limit;
    private final Deadline deadline;
    private final List<Hit> hits = new ArrayList<>();
    private int looked;

    /** Whether the room that was read last was read to its end. */
    private boolean ended;

    Scan(Wanted wanted, int limit, Deadline deadline) {
      this.wanted = wanted;
      this.limit = limit;
      this.deadline = deadline;
    }

    /**
     * Looks at the room from a position on, and says how far it came. The first call gets on by a
     * chunk though the deadline is over, or a search that goes on would stand still.
     */
    long read(RoomId room, long before) {
      long seen = before;
      ended = false;
      while (looked < most && (looked == 0 || !deadline.isOver())) {
        int chunk = Math.min(CHUNK, most - looked);
        var messages = log.before(room, seen, chunk);
        for (var message : messages) {
          looked++;
          seen = message.seq();
          wanted.match(message).ifPresent(match -> hits.add(new Hit(message, match)));
          if (hits.size() == limit) {
            return seen;
          }
        }
        if (messages.size() < chunk) {
          ended = true;
          return seen;
        }
      }
      return seen;
    }
  }
}
