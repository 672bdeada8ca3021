package chat.testkit.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.message.RoomFeed.Subscription;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import chat.testkit.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link RoomFeed} promises. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface RoomFeedContract {
  RoomId ROOM = new RoomId(1);
  RoomId OTHER_ROOM = new RoomId(2);

  /** The feed under test, the same one all through a test; nobody else uses it meanwhile. */
  RoomFeed feed();

  @Test
  default void every_subscriber_has_the_events_in_their_order_when_publish_returns() {
    var one = new ConcurrentLinkedQueue<RoomEvent>();
    var two = new ConcurrentLinkedQueue<RoomEvent>();
    feed().subscribe(ROOM, one::addAll);
    feed().subscribe(ROOM, two::addAll);
    var events = events(ROOM, 1, 2, 3, 4, 5);
    feed().publish(ROOM, events);
    assertThat(one).containsExactlyElementsOf(events);
    assertThat(two).containsExactlyElementsOf(events);
  }

  @Test
  default void the_first_calls_events_come_first() {
    var seen = new ConcurrentLinkedQueue<RoomEvent>();
    feed().subscribe(ROOM, seen::addAll);
    feed().publish(ROOM, events(ROOM, 1, 2));
    feed().publish(ROOM, events(ROOM, 3));
    feed().publish(ROOM, events(ROOM, 4, 5));
    assertThat(seen).containsExactlyElementsOf(events(ROOM, 1, 2, 3, 4, 5));
  }

  @Test
  default void rooms_do_not_hear_each_other() {
    var here = new ConcurrentLinkedQueue<RoomEvent>();
    var there = new ConcurrentLinkedQueue<RoomEvent>();
    feed().subscribe(ROOM, here::addAll);
    feed().subscribe(OTHER_ROOM, there::addAll);
    feed().publish(ROOM, events(ROOM, 1));
    feed().publish(OTHER_ROOM, events(OTHER_ROOM, 2));
    assertThat(here).containsExactlyElementsOf(events(ROOM, 1));
    assertThat(there).containsExactlyElementsOf(events(OTHER_ROOM, 2));
  }

  @Test
  default void nothing_is_kept_for_those_who_come_later() {
    feed().publish(ROOM, events(ROOM, 1));
    var seen = new ConcurrentLinkedQueue<RoomEvent>();
    feed().subscribe(ROOM, seen::addAll);
    feed().publish(ROOM, events(ROOM, 2));
    assertThat(seen).containsExactlyElementsOf(events(ROOM, 2));
  }

  @Test
  default void a_room_without_subscribers_may_be_published_to() {
    assertThatCode(() -> feed().publish(ROOM, events(ROOM, 1))).doesNotThrowAnyException();
  }

  @Test
  default void a_closed_subscription_gets_nothing_more() {
    var seen = new ConcurrentLinkedQueue<RoomEvent>();
    var others = new ConcurrentLinkedQueue<RoomEvent>();
    var subscription = feed().subscribe(ROOM, seen::addAll);
    feed().subscribe(ROOM, others::addAll);
    feed().publish(ROOM, events(ROOM, 1));
    subscription.close();
    feed().publish(ROOM, events(ROOM, 2));
    subscription.close();
    feed().publish(ROOM, events(ROOM, 3));
    assertThat(seen).containsExactlyElementsOf(events(ROOM, 1));
    assertThat(others).containsExactlyElementsOf(events(ROOM, 1, 2, 3));
  }

  @Test
  default void one_who_subscribes_twice_holds_two_subscriptions() {
    var seen = new ConcurrentLinkedQueue<RoomEvent>();
    RoomFeed.Subscriber subscriber = seen::addAll;
    var first = feed().subscribe(ROOM, subscriber);
    feed().subscribe(ROOM, subscriber);
    feed().publish(ROOM, events(ROOM, 1));
    assertThat(seen).hasSize(2);
    first.close();
    first.close();
    feed().publish(ROOM, events(ROOM, 2));
    assertThat(seen).hasSize(3);
  }

  @Test
  default void a_subscriber_that_throws_hurts_neither_the_others_nor_the_caller() {
    var before = new ConcurrentLinkedQueue<RoomEvent>();
    var after = new ConcurrentLinkedQueue<RoomEvent>();
    feed().subscribe(ROOM, before::addAll);
    feed()
        .subscribe(
            ROOM,
            events -> {
              throw new IllegalStateException("thrown on purpose");
            });
    feed()
        .subscribe(
            ROOM,
            events -> {
              throw new AssertionError("thrown on purpose");
            });
    feed().subscribe(ROOM, after::addAll);
    assertThatCode(
            () -> {
              feed().publish(ROOM, events(ROOM, 1));
              feed().publish(ROOM, events(ROOM, 2));
            })
        .doesNotThrowAnyException();
    assertThat(before).containsExactlyElementsOf(events(ROOM, 1, 2));
    assertThat(after).containsExactlyElementsOf(events(ROOM, 1, 2));
  }

  @Test
  default void subscribing_while_events_are_handed_over_is_fine() {
    var late = new ConcurrentLinkedQueue<RoomEvent>();
    var done = new AtomicReference<Subscription>();
    feed()
        .subscribe(
            ROOM,
            events -> {
              if (done.get() == null) {
                done.set(feed().subscribe(ROOM, late::addAll));
              }
            });
    feed().publish(ROOM, events(ROOM, 1));
    assertThat(done.get()).isNotNull();
    feed().publish(ROOM, events(ROOM, 2));
    // Whether the newcomer still gets the events of that very call is the feed's choice.
    assertThat(late).endsWith(events(ROOM, 2).get(0)).doesNotHaveDuplicates();
  }

  @Test
  default void closing_while_events_are_handed_over_is_fine() {
    var seen = new ConcurrentLinkedQueue<RoomEvent>();
    var others = new ConcurrentLinkedQueue<RoomEvent>();
    var own = new AtomicReference<Subscription>();
    own.set(
        feed()
            .subscribe(
                ROOM,
                events -> {
                  seen.addAll(events);
                  var subscription = own.get();
                  if (subscription != null) {
                    subscription.close();
                  }
                }));
    feed().subscribe(ROOM, others::addAll);
    feed().publish(ROOM, events(ROOM, 1));
    feed().publish(ROOM, events(ROOM, 2));
    assertThat(seen).containsExactlyElementsOf(events(ROOM, 1));
    assertThat(others).containsExactlyElementsOf(events(ROOM, 1, 2));
  }

  @Test
  default void eight_publishers_lose_nothing_and_each_keeps_its_order() {
    var queues = IntStream.range(0, 3).mapToObj(i -> subscribed(ROOM)).toList();
    Race.<Boolean>of(
        8,
        publisher -> {
          for (int i = 0; i < 200; i += 2) {
            feed().publish(ROOM, events(ROOM, event(publisher, i), event(publisher, i + 1)));
          }
          return true;
        });
    for (var queue : queues) {
      for (int publisher = 0; publisher < 8; publisher++) {
        assertThat(from(publisher, queue))
            .isEqualTo(events(ROOM, IntStream.range(0, 200).map(own(publisher)).toArray()));
      }
      assertThat(queue).hasSize(8 * 200);
    }
  }

  @Test
  default void who_stays_misses_nothing_while_others_come_and_go() {
    var steady = subscribed(ROOM);
    Race.<Boolean>of(
        8,
        runner -> {
          for (int i = 0; i < 200; i++) {
            if (runner < 4) {
              feed().publish(ROOM, events(ROOM, event(runner, i)));
            } else {
              var seen = new ConcurrentLinkedQueue<RoomEvent>();
              var subscription = feed().subscribe(ROOM, seen::addAll);
              feed().publish(ROOM, events(ROOM, event(runner, 2 * i)));
              subscription.close();
              feed().publish(ROOM, events(ROOM, event(runner, 2 * i + 1)));
              assertThat(from(runner, seen)).isEqualTo(events(ROOM, event(runner, 2 * i)));
            }
          }
          return true;
        });
    for (int runner = 0; runner < 8; runner++) {
      int count = runner < 4 ? 200 : 400;
      assertThat(from(runner, steady))
          .isEqualTo(events(ROOM, IntStream.range(0, count).map(own(runner)).toArray()));
    }
  }

  private Queue<RoomEvent> subscribed(RoomId room) {
    var seen = new ConcurrentLinkedQueue<RoomEvent>();
    feed().subscribe(room, seen::addAll);
    return seen;
  }

  private static List<RoomEvent> events(RoomId room, int... numbers) {
    var events = new ArrayList<RoomEvent>();
    for (int number : numbers) {
      var who = new Identity(new UserId(number + 1L), new Username("user " + number));
      events.add(new RoomEvent.Joined(room, who));
    }
    return List.copyOf(events);
  }

  private static int event(int publisher, int number) {
    return publisher * 1_000 + number;
  }

  private static IntUnaryOperator own(int publisher) {
    return number -> event(publisher, number);
  }

  private static List<RoomEvent> from(int publisher, Queue<RoomEvent> seen) {
    return seen.stream()
        .filter(
            event ->
                event instanceof RoomEvent.Joined joined
                    && (joined.who().id().value() - 1) / 1_000 == publisher)
        .toList();
  }
}
