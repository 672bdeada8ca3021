package chat.testkit.message;

import static chat.testkit.Verdict.failures;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.room.RoomId;
import chat.testkit.Meeting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Feeds that break one promise each, and what the contract says of them. */
class BrokenRoomFeedTest {
  /** Those that deliver do so at once, and those that don't never. */
  private static final Duration SHORT = Duration.ofMillis(50);

  /** The in-memory feed, spoilt. */
  abstract static class Broken extends InMemoryRoomFeedTest {
    private final RoomFeed broken;

    Broken(UnaryOperator<RoomFeed> spoil) {
      broken = spoil.apply(super.feed());
    }

    @Override
    public RoomFeed feed() {
      return broken;
    }

    @Override
    public Duration patience() {
      return SHORT;
    }
  }

  /** The same, to be held against what every feed promises. */
  abstract static class BrokenElsewhere implements RoomFeedContract {
    private final RoomFeed broken;

    BrokenElsewhere(UnaryOperator<RoomFeed> spoil) {
      broken = spoil.apply(new InMemoryRoomFeed());
    }

    @Override
    public RoomFeed feed() {
      return broken;
    }

    @Override
    public Duration patience() {
      return SHORT;
    }
  }

  /** Hands everything on. */
  static class Passing implements RoomFeed {
    protected final RoomFeed feed;

    Passing(RoomFeed feed) {
      this.feed = feed;
    }

    @Override
    public void publish(RoomId room, List<RoomEvent> events) {
      feed.publish(room, events);
    }

    @Override
    public Subscription subscribe(RoomId room, Subscriber subscriber) {
      return feed.subscribe(room, subscriber);
    }
  }

  static class Reorders extends Broken {
    Reorders() {
      super(BrokenRoomFeedTest::reordering);
    }
  }

  /** A feed that changes what it is given before it delivers it. */
  private static RoomFeed changing(RoomFeed feed, UnaryOperator<List<RoomEvent>> change) {
    return new Passing(feed) {
      @Override
      public void publish(RoomId room, List<RoomEvent> events) {
        var changed = change.apply(events);
        if (!changed.isEmpty()) {
          super.publish(room, changed);
        }
      }
    };
  }

  private static RoomFeed reordering(RoomFeed feed) {
    return changing(
        feed,
        events -> {
          var reversed = new ArrayList<>(events);
          Collections.reverse(reversed);
          return reversed;
        });
  }

  static class ReordersElsewhere extends BrokenElsewhere {
    ReordersElsewhere() {
      super(BrokenRoomFeedTest::reordering);
    }
  }

  static class DeliversNothingElsewhere extends BrokenElsewhere {
    DeliversNothingElsewhere() {
      super(feed -> changing(feed, events -> List.of()));
    }
  }

  static class LosesLists extends Broken {
    LosesLists() {
      super(feed -> changing(feed, events -> events.size() > 1 ? List.of() : events));
    }
  }

  static class Repeats extends Broken {
    Repeats() {
      super(
          feed ->
              changing(feed, events -> Stream.concat(events.stream(), events.stream()).toList()));
    }
  }

  /** As a feed between servers may be. */
  static class Lossy extends BrokenElsewhere {
    Lossy() {
      super(feed -> new LossyRoomFeed(7, LossyRoomFeed.Faults.IN_ORDER));
    }

    @Override
    public Duration patience() {
      return Duration.ofSeconds(20);
    }
  }

  static class LossyHere extends Broken {
    LossyHere() {
      super(feed -> new LossyRoomFeed(7, LossyRoomFeed.Faults.IN_ORDER));
    }
  }

  static class OutOfOrder extends BrokenElsewhere {
    OutOfOrder() {
      super(feed -> new LossyRoomFeed(7, LossyRoomFeed.Faults.OUT_OF_ORDER));
    }
  }

  /** Delivers what it was given itself, also after the publisher changed it. */
  static class HandsOutThePublishersList extends Broken {
    HandsOutThePublishersList() {
      super(
          feed ->
              new Simple() {
                @Override
                List<RoomEvent> copy(List<RoomEvent> events) {
                  return events;
                }
              });
    }
  }

  static class DeliversAfterClose extends Broken {
    DeliversAfterClose() {
      super(
          feed ->
              new Passing(feed) {
                @Override
                public Subscription subscribe(RoomId room, Subscriber subscriber) {
                  super.subscribe(room, subscriber);
                  return () -> {};
                }
              });
    }
  }

  static class MixesRooms extends Broken {
    MixesRooms() {
      super(
          feed ->
              new Passing(feed) {
                @Override
                public void publish(RoomId room, List<RoomEvent> events) {
                  super.publish(RoomFeedContract.ROOM, events);
                }

                @Override
                public Subscription subscribe(RoomId room, Subscriber subscriber) {
                  return super.subscribe(RoomFeedContract.ROOM, subscriber);
                }
              });
    }
  }

  static class DeliversOneCallLate extends Broken {
    DeliversOneCallLate() {
      super(
          feed ->
              new Passing(feed) {
                private final Map<RoomId, List<RoomEvent>> waiting = new HashMap<>();

                @Override
                public void publish(RoomId room, List<RoomEvent> events) {
                  var due = exchange(room, events);
                  if (!due.isEmpty()) {
                    super.publish(room, due);
                  }
                }

                private synchronized List<RoomEvent> exchange(RoomId room, List<RoomEvent> events) {
                  var due = waiting.getOrDefault(room, List.of());
                  waiting.put(room, events);
                  return due;
                }
              });
    }
  }

  static class RemembersForThoseWhoComeLater extends Broken {
    RemembersForThoseWhoComeLater() {
      super(
          feed ->
              new Passing(feed) {
                private final Map<RoomId, List<RoomEvent>> last = new ConcurrentHashMap<>();

                @Override
                public void publish(RoomId room, List<RoomEvent> events) {
                  last.put(room, events);
                  super.publish(room, events);
                }

                @Override
                public Subscription subscribe(RoomId room, Subscriber subscriber) {
                  var missed = last.get(room);
                  if (missed != null) {
                    subscriber.on(missed);
                  }
                  return super.subscribe(room, subscriber);
                }
              });
    }
  }

  /** One lock and one list a room. */
  static class Simple implements RoomFeed {
    private final Map<RoomId, List<Subscriber>> rooms = new HashMap<>();

    @Override
    public synchronized void publish(RoomId room, List<RoomEvent> events) {
      var handed = copy(events);
      for (var subscriber : subscribers(room)) {
        hand(subscriber, handed);
      }
    }

    List<RoomEvent> copy(List<RoomEvent> events) {
      return List.copyOf(events);
    }

    void hand(Subscriber subscriber, List<RoomEvent> events) {
      try {
        subscriber.on(events);
      } catch (RuntimeException | AssertionError e) {
        // The others come next.
      }
    }

    List<Subscriber> subscribers(RoomId room) {
      return new ArrayList<>(rooms.getOrDefault(room, List.of()));
    }

    final List<Subscriber> live(RoomId room) {
      return rooms.getOrDefault(room, List.of());
    }

    @Override
    public synchronized Subscription subscribe(RoomId room, Subscriber subscriber) {
      // Equal to nothing else, as two subscriptions of one subscriber are two.
      Subscriber seat =
          new Subscriber() {
            @Override
            public void on(List<RoomEvent> events) {
              subscriber.on(events);
            }
          };
      rooms.computeIfAbsent(room, id -> new ArrayList<>()).add(seat);
      return () -> close(room, seat);
    }

    final synchronized void close(RoomId room, Subscriber seat) {
      rooms.getOrDefault(room, new ArrayList<>()).remove(seat);
    }
  }

  static class SimpleDoneWell extends Broken {
    SimpleDoneWell() {
      super(feed -> new Simple());
    }
  }

  static class StopsAtAnException extends Broken {
    StopsAtAnException() {
      super(
          feed ->
              new Simple() {
                @Override
                void hand(Subscriber subscriber, List<RoomEvent> events) {
                  subscriber.on(events);
                }
              });
    }
  }

  static class WalksItsLiveList extends Broken {
    WalksItsLiveList() {
      super(
          feed ->
              new Simple() {
                @Override
                List<Subscriber> subscribers(RoomId room) {
                  return live(room);
                }
              });
    }
  }

  static class KeepsOneSeatForEachSubscriber extends Broken {
    KeepsOneSeatForEachSubscriber() {
      super(
          feed ->
              new Passing(feed) {
                private final Map<Subscriber, Subscription> seats = new ConcurrentHashMap<>();

                @Override
                public Subscription subscribe(RoomId room, Subscriber subscriber) {
                  var seat =
                      seats.computeIfAbsent(subscriber, key -> feed.subscribe(room, subscriber));
                  return () -> {
                    seats.remove(subscriber);
                    seat.close();
                  };
                }
              });
    }
  }

  static class DropsWhatComesMeanwhile extends Broken {
    DropsWhatComesMeanwhile() {
      super(
          feed ->
              new Passing(feed) {
                private final ReentrantLock busy = new ReentrantLock();
                private final Meeting meeting = new Meeting();

                @Override
                public void publish(RoomId room, List<RoomEvent> events) {
                  if (busy.tryLock()) {
                    try {
                      meeting.attend();
                      super.publish(room, events);
                    } finally {
                      busy.unlock();
                    }
                  }
                }
              });
    }
  }

  @Test
  void a_sound_feed_passes() {
    assertThat(failures(InMemoryRoomFeedTest.class)).isEmpty();
    assertThat(failures(SimpleDoneWell.class)).isEmpty();
  }

  @Test
  void a_feed_that_loses_repeats_delays_and_splits_is_one_that_may_be_between_servers() {
    assertThat(failures(Lossy.class)).isEmpty();
    assertThat(failures(LossyHere.class)).isNotEmpty();
  }

  @Test
  void a_feed_between_servers_that_reorders_what_one_published_is_caught() {
    var inOrder =
        Set.of(
            "what_arrives_of_each_of_eight_publishers_is_in_its_order",
            "what_arrives_of_one_publisher_is_in_its_order");
    assertThat(failures(ReordersElsewhere.class)).isEqualTo(inOrder);
    assertThat(failures(OutOfOrder.class)).containsAll(inOrder);
  }

  @Test
  void a_feed_between_servers_that_delivers_nothing_is_caught() {
    assertThat(failures(DeliversNothingElsewhere.class))
        .contains("what_is_published_arrives_sooner_or_later_at_every_subscriber");
  }

  @Test
  void a_feed_of_one_process_that_loses_lists_is_caught() {
    assertThat(failures(LosesLists.class))
        .containsExactly(
            "a_subscriber_gets_everything_from_subscribing_to_closing",
            "eight_publishers_lose_nothing_and_each_keeps_its_order",
            "every_subscriber_has_the_events_in_their_order_when_publish_returns",
            "the_first_calls_events_come_first",
            "what_is_handed_out_does_not_change_afterwards");
  }

  @Test
  void a_feed_of_one_process_that_repeats_is_caught() {
    assertThat(failures(Repeats.class))
        .containsExactly(
            "a_subscriber_gets_everything_from_subscribing_to_closing",
            "eight_publishers_lose_nothing_and_each_keeps_its_order",
            "every_subscriber_has_the_events_in_their_order_when_publish_returns",
            "one_who_closes_during_a_call_gets_nothing_more_and_the_others_everything",
            "one_who_subscribes_twice_gets_everything_twice",
            "the_first_calls_events_come_first",
            "who_stays_misses_nothing_while_others_come_and_go");
  }

  @Test
  void a_feed_that_hands_out_the_publishers_list_is_caught() {
    assertThat(failures(HandsOutThePublishersList.class))
        .containsExactly("what_is_handed_out_does_not_change_afterwards");
  }

  @Test
  void a_feed_that_delivers_after_close_is_caught() {
    assertThat(failures(DeliversAfterClose.class))
        .containsExactly(
            "a_closed_subscription_gets_nothing_more",
            "a_subscriber_gets_everything_from_subscribing_to_closing",
            "closing_while_events_are_handed_over_is_fine",
            "one_who_closes_during_a_call_gets_nothing_more_and_the_others_everything",
            "one_who_subscribes_twice_gets_everything_twice",
            "who_stays_misses_nothing_while_others_come_and_go");
  }

  @Test
  void a_feed_that_delivers_one_call_late_is_caught() {
    // Of those with several publishers, which see each other's events, others may fail as well.
    assertThat(failures(DeliversOneCallLate.class))
        .contains(
            "a_subscriber_gets_everything_from_subscribing_to_closing",
            "eight_publishers_lose_nothing_and_each_keeps_its_order",
            "every_subscriber_has_the_events_in_their_order_when_publish_returns",
            "one_who_closes_during_a_call_gets_nothing_more_and_the_others_everything",
            "one_who_subscribes_twice_gets_everything_twice",
            "the_first_calls_events_come_first",
            "who_stays_misses_nothing_while_others_come_and_go");
  }

  @Test
  void a_feed_that_drops_what_comes_meanwhile_is_caught() {
    assertThat(failures(DropsWhatComesMeanwhile.class))
        .containsExactly(
            "eight_publishers_lose_nothing_and_each_keeps_its_order",
            "who_stays_misses_nothing_while_others_come_and_go");
  }

  @Test
  void a_feed_that_keeps_one_seat_for_each_subscriber_is_caught() {
    assertThat(failures(KeepsOneSeatForEachSubscriber.class))
        .containsExactly(
            "one_who_subscribes_twice_and_closes_once_is_still_subscribed",
            "one_who_subscribes_twice_gets_everything_twice");
  }

  @Test
  void a_feed_that_mixes_rooms_is_caught() {
    assertThat(failures(MixesRooms.class))
        .containsExactly("subscribers_get_the_events_of_their_room_only");
  }

  @Test
  void a_feed_that_remembers_for_those_who_come_later_is_caught() {
    assertThat(failures(RemembersForThoseWhoComeLater.class))
        .containsExactly(
            "a_subscriber_gets_everything_from_subscribing_to_closing",
            "nothing_is_kept_for_those_who_come_later",
            "who_stays_misses_nothing_while_others_come_and_go");
  }

  @Test
  void a_feed_that_reorders_is_caught() {
    assertThat(failures(Reorders.class))
        .containsExactly(
            "a_subscriber_gets_everything_from_subscribing_to_closing",
            "eight_publishers_lose_nothing_and_each_keeps_its_order",
            "every_subscriber_has_the_events_in_their_order_when_publish_returns",
            "the_first_calls_events_come_first",
            "what_arrives_of_each_of_eight_publishers_is_in_its_order",
            "what_arrives_of_one_publisher_is_in_its_order");
  }

  @Test
  void a_feed_that_stops_at_an_exception_is_caught() {
    assertThat(failures(StopsAtAnException.class))
        .containsExactly("a_subscriber_that_throws_hurts_neither_the_others_nor_the_publisher");
  }

  @Test
  void a_feed_that_walks_its_live_list_is_caught() {
    assertThat(failures(WalksItsLiveList.class))
        .containsExactly(
            "one_who_closes_during_a_call_gets_nothing_more_and_the_others_everything",
            "subscribing_while_events_are_handed_over_is_fine");
  }
}
