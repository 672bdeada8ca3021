package chat.domain.search;

import chat.domain.Deadline;
import chat.domain.DeadlineExceeded;
import chat.domain.InvalidValue;
import chat.domain.StoreUnavailable;
import chat.domain.matching.Match;
import chat.domain.message.LogProgress;
import chat.domain.message.Message;
import chat.domain.message.MessageLog;
import chat.domain.room.RoomId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds messages by what they say. Apart from {@link MessageLog}, because an engine that follows
 * the log may answer instead of the store; it never slows the log. Blocks until it has the answer,
 * may be called from any thread, and throws {@link StoreUnavailable} when there is no store.
 */
public interface MessageSearch {
  /**
   * The messages that {@link SearchQuery#match} finds, in the order that is asked for.
   *
   * <ul>
   *   <li>It knows everything that this process had committed before the call. An engine that
   *       follows the log reads what it hasn't seen from the log. Only when that is too much, as
   *       while the engine starts from nothing, is something missing; the page says so. In {@link
   *       Order#SEQ} nothing ever is.
   *   <li>What was edited away or deleted is never found, nor shown as it was: each message is as
   *       it is in the log.
   *   <li>More typos are forgiven only when nothing in those rooms matches with fewer: they would
   *       bury what was meant. One is always forgiven in {@link Order#MATCH}, where the better come
   *       first anyway. See {@link Request#stricter}.
   *   <li>It ends soon after the deadline, whatever is asked. A page may therefore be short, or
   *       empty, and still have a next one. In {@link Order#SEQ} the next page always lies further
   *       on, even when the deadline was over before the search began. In the other orders the
   *       search may fail instead.
   * </ul>
   *
   * @param deadline by which to answer; one statement of the store may go beyond it
   * @throws DeadlineExceeded when nothing is known for sure by then; never in {@link Order#SEQ}
   */
  Page search(Request request, Deadline deadline);

  /** How far it has followed the log. Never blocks, and needs no store. */
  LogProgress progress();

  /** Which of two hits comes first. */
  enum Order {
    /** The better match; of equal ones the later. */
    MATCH,
    /** The later. */
    RECENT,
    /** The one with the higher {@code seq}; for one room. */
    SEQ;

    /** Of no two hits it says that they are equal. */
    public Comparator<Place> places() {
      return switch (this) {
        case MATCH -> Place.BEST_FIRST;
        case RECENT -> Place.LATEST_FIRST;
        case SEQ -> Place.HIGHEST_FIRST;
      };
    }
  }

  /**
   * What to look for.
   *
   * @param rooms where; empty for everywhere
   * @param after only what comes after this place in the order; empty to begin
   * @param limit how many to return at most, 1 or more
   */
  record Request(
      SearchQuery query,
      Optional<Set<RoomId>> rooms,
      Order order,
      Optional<Place> after,
      int limit) {
    public Request {
      rooms = rooms.map(Set::copyOf);
      if (order == Order.SEQ && rooms.map(Set::size).orElse(0) != 1) {
        throw new InvalidValue("order", "is one of a single room");
      }
      if (limit < 1) {
        throw new InvalidValue("limit", "must be positive");
      }
    }

    /**
     * What to look for first, in turn, with fewer typos forgiven: the first of them that is found
     * anywhere in those rooms, on whatever page, is what is query. If none is, {@code query} is,
     * with all that it forgives.
     */
    public List<SearchQuery> stricter() {
      int fewest = order == Order.MATCH ? 1 : 0;
      return IntStream.range(fewest, query.edits()).mapToObj(query::forgiving).toList();
    }

    /** Whether that place comes after the one with which the page before ended. */
    public boolean goesOnTo(Place place) {
      return after.isEmpty() || order.places().compare(place, after.get()) > 0;
    }

    /** Whether hits from that room are query. */
    public boolean covers(RoomId room) {
      return rooms.isEmpty() || rooms.get().contains(room);
    }
  }

  /** A message that was found, as it is now, and where it matches. */
  record Hit(Message message, Match match) {
    /** Its place among the others. */
    public Place place() {
      return new Place(match.grade(), message.at(), message.room(), message.seq());
    }
  }

  /**
   * Where a hit stands in an order; what comes after it is the next page.
   *
   * @param grade as {@link Match#grade()}
   */
  record Place(int grade, Instant at, RoomId room, long seq) {
    private static final Comparator<Place> HIGHEST_FIRST =
        Comparator.comparingLong(Place::seq).reversed();
    private static final Comparator<Place> LATEST_FIRST =
        Comparator.comparing(Place::at)
            .reversed()
            .thenComparing(Place::room)
            .thenComparing(HIGHEST_FIRST);
    private static final Comparator<Place> BEST_FIRST =
        Comparator.comparingInt(Place::grade).thenComparing(LATEST_FIRST);

    /** Before everything with a lower {@code seq} in the room; for {@link Order#SEQ} alone. */
    public static Place before(RoomId room, long seq) {
      return new Place(0, Instant.EPOCH, room, seq);
    }
  }

  /**
   * Some of what was found.
   *
   * @param next after what to go on; empty at the end
   * @param complete whether everything that should have been looked at was; false only while there
   *     is no complete index, or where a log is scanned that is larger than a scan
   */
  record Page(List<Hit> hits, Optional<Place> next, boolean complete) {
    public Page {
      hits = List.copyOf(hits);
    }

    /** Nothing, as there is nothing. */
    public static Page none() {
      return new Page(List.of(), Optional.empty(), true);
    }
  }
}
