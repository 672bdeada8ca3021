package chat.domain.search;

import chat.domain.Deadline;
import chat.domain.message.LogProgress;
import chat.domain.message.MessageLog;
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
  public Page search(Request request, Deadline deadline) {
    if (request.query().isEmpty()) {
      return Page.none();
    }
    return request.order() == Order.SEQ
        ? inOneRoom(request, request.rooms().orElseThrow().iterator().next(), deadline)
        : ranked(request, deadline);
  }

  @Override
  public LogProgress progress() {
    return LogProgress.NOTHING_TO_FOLLOW;
  }

  private Page inOneRoom(Request request, RoomId room, Deadline deadline) {
    long before = request.after().map(Place::seq).orElse(Long.MAX_VALUE);
    var scan = new Scan(query(request, room, deadline), request.limit(), deadline);
    long seen = scan.read(room, before);
    // Every room begins with 1, which is a message.
    return new Page(
        scan.hits,
        scan.ended || seen <= 1 ? Optional.empty() : Optional.of(Place.before(room, seen)),
        true);
  }

  private SearchQuery query(Request request, RoomId room, Deadline deadline) {
    for (var stricter : request.stricter()) {
      // Half of the time, so that the page itself gets on.
      var scan = new Scan(stricter, 1, deadline.half());
      scan.read(room, Long.MAX_VALUE);
      if (!scan.hits.isEmpty()) {
        return stricter;
      }
    }
    return request.query();
  }

  private Page ranked(Request request, Deadline deadline) {
    var scan = new Scan(request.query(), Integer.MAX_VALUE, deadline);
    boolean complete = true;
    long room = 0;
    List<MessageLog.Head> heads;
    do {
      heads = log.heads(room, CHUNK);
      for (var head : heads) {
        room = head.room().value();
        if (request.covers(head.room()) && head.seq() > 0) {
          scan.read(head.room(), Long.MAX_VALUE);
          complete &= scan.ended;
        }
      }
      complete &= heads.size() < CHUNK || !deadline.isOver();
    } while (heads.size() == CHUNK && complete);
    return page(query(scan.hits, request), request, complete);
  }

  private static List<Hit> query(List<Hit> hits, Request request) {
    for (var stricter : request.stricter()) {
      var some = hits.stream().filter(hit -> stricter.match(hit.message()).isPresent()).toList();
      if (!some.isEmpty()) {
        return some;
      }
    }
    return hits;
  }

  private static Page page(List<Hit> hits, Request request, boolean complete) {
    var order = request.order().places();
    var rest =
        hits.stream()
            .filter(hit -> request.goesOnTo(hit.place()))
            .sorted((one, other) -> order.compare(one.place(), other.place()))
            .toList();
    if (rest.size() <= request.limit()) {
      return new Page(rest, Optional.empty(), complete);
    }
    var page = rest.subList(0, request.limit());
    return new Page(page, Optional.of(page.get(page.size() - 1).place()), complete);
  }

  /** What one call has looked at. */
  private final class Scan {
    private final SearchQuery query;
    private final int limit;
    private final Deadline deadline;
    private final List<Hit> hits = new ArrayList<>();
    private int looked;

    /** Whether the room that was read last was read to its end. */
    private boolean ended;

    Scan(SearchQuery query, int limit, Deadline deadline) {
      this.query = query;
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
          query.match(message).ifPresent(match -> hits.add(new Hit(message, match)));
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
