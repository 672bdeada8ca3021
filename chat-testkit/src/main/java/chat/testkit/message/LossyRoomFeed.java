package chat.testkit.message;

import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.room.RoomId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A feed that is as bad as a feed may be: it drops, repeats and delays events and splits lists, at
 * random. With {@link Faults#OUT_OF_ORDER} it is worse than that and doesn't even keep the order of
 * one publisher: a subscriber that orders events by their {@code seq} must not mind.
 *
 * <p>It spoils events with a {@code seq}. Others it hands on as they are, because nobody could find
 * out what is missing of them.
 *
 * <p>It delivers on the publisher's thread and has no threads of its own: what it delays goes out
 * with something that the same thread publishes later in that room, or never. With one publisher
 * the same seed does the same. May be used by any thread; holds no lock while it delivers.
 */
public final class LossyRoomFeed implements RoomFeed {
  private final InMemoryRoomFeed feed = new InMemoryRoomFeed();
  private final Faults faults;
  private final Random random;

  /** What each thread's publishing was delayed of. */
  private final Map<Publisher, List<RoomEvent>> delayed = new HashMap<>();

  private record Publisher(Thread thread, RoomId room) {}

  /**
   * How probable each fault is, from 0 to 1.
   *
   * @param drop that an event is lost
   * @param repeat that an event is delivered twice
   * @param delay that what was published waits for something later
   * @param shuffle that what is delivered together is out of order
   * @param split that a list is delivered in two
   */
  public record Faults(double drop, double repeat, double delay, double shuffle, double split) {
    /** All that a feed may do. */
    public static final Faults IN_ORDER = new Faults(0.2, 0.1, 0.3, 0, 0.3);

    /** And more than it may. */
    public static final Faults OUT_OF_ORDER = new Faults(0.2, 0.1, 0.3, 0.5, 0.3);
  }

  public LossyRoomFeed(long seed, Faults faults) {
    this.random = new Random(seed);
    this.faults = faults;
  }

  @Override
  public void publish(RoomId room, List<RoomEvent> events) {
    for (var piece : pieces(room, events)) {
      feed.publish(room, piece);
    }
  }

  private synchronized List<List<RoomEvent>> pieces(RoomId room, List<RoomEvent> events) {
    if (!(events.get(0) instanceof RoomEvent.Logged)) {
      return List.of(events);
    }
    var publisher = new Publisher(Thread.currentThread(), room);
    var waiting = delayed.computeIfAbsent(publisher, first -> new ArrayList<>());
    for (var event : events) {
      if (!happens(faults.drop())) {
        waiting.add(event);
        if (happens(faults.repeat())) {
          waiting.add(event);
        }
      }
    }
    if (waiting.isEmpty() || happens(faults.delay())) {
      return List.of();
    }
    delayed.remove(publisher);
    if (happens(faults.shuffle())) {
      Collections.shuffle(waiting, random);
    }
    if (waiting.size() > 1 && happens(faults.split())) {
      int at = 1 + random.nextInt(waiting.size() - 1);
      return List.of(waiting.subList(0, at), waiting.subList(at, waiting.size()));
    }
    return List.of(waiting);
  }

  private boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  @Override
  public Subscription subscribe(RoomId room, Subscriber subscriber) {
    return feed.subscribe(room, subscriber);
  }
}
