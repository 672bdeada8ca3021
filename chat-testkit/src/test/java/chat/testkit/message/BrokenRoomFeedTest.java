package chat.testkit.message;

import static chat.testkit.Verdict.failures;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.room.RoomId;
import chat.testkit.Meeting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Feeds that break one promise each, and what the contract says of them. */
class BrokenRoomFeedTest {
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
      super(
          feed ->
              new Passing(feed) {
                @Override
                public void publish(RoomId room, List<RoomEvent> events) {
                  var reversed = new ArrayList<>(events);
                  Collections.reverse(reversed);
                  super.publish(room, reversed);
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
      for (var subscriber : subscribers(room)) {
        hand(subscriber, events);
      }
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
  void a_feed_that_delivers_after_close_is_caught() {
    assertThat(failures(DeliversAfterClose.class))
        .containsExactly(
            "a_closed_subscription_gets_nothing_more",
            "closing_while_events_are_handed_over_is_fine",
            "one_who_subscribes_twice_holds_two_subscriptions",
            "who_stays_misses_nothing_while_others_come_and_go");
  }

  @Test
  void a_feed_that_delivers_one_call_late_is_caught() {
    assertThat(failures(DeliversOneCallLate.class))
        .containsExactly(
            "a_closed_subscription_gets_nothing_more",
            "a_subscriber_that_throws_hurts_neither_the_others_nor_the_caller",
            "closing_while_events_are_handed_over_is_fine",
            "eight_publishers_lose_nothing_and_each_keeps_its_order",
            "every_subscriber_has_the_events_in_their_order_when_publish_returns",
            "nothing_is_kept_for_those_who_come_later",
            "one_who_subscribes_twice_holds_two_subscriptions",
            "rooms_do_not_hear_each_other",
            "subscribing_while_events_are_handed_over_is_fine",
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
        .containsExactly("one_who_subscribes_twice_holds_two_subscriptions");
  }

  @Test
  void a_feed_that_mixes_rooms_is_caught() {
    assertThat(failures(MixesRooms.class)).containsExactly("rooms_do_not_hear_each_other");
  }

  @Test
  void a_feed_that_remembers_for_those_who_come_later_is_caught() {
    assertThat(failures(RemembersForThoseWhoComeLater.class))
        .containsExactly(
            "nothing_is_kept_for_those_who_come_later",
            "who_stays_misses_nothing_while_others_come_and_go");
  }

  @Test
  void a_feed_that_reorders_is_caught() {
    assertThat(failures(Reorders.class))
        .containsExactly(
            "eight_publishers_lose_nothing_and_each_keeps_its_order",
            "every_subscriber_has_the_events_in_their_order_when_publish_returns",
            "the_first_calls_events_come_first");
  }

  @Test
  void a_feed_that_stops_at_an_exception_is_caught() {
    assertThat(failures(StopsAtAnException.class))
        .containsExactly("a_subscriber_that_throws_hurts_neither_the_others_nor_the_caller");
  }

  @Test
  void a_feed_that_walks_its_live_list_is_caught() {
    assertThat(failures(WalksItsLiveList.class))
        .containsExactly(
            "closing_while_events_are_handed_over_is_fine",
            "subscribing_while_events_are_handed_over_is_fine");
  }
}
