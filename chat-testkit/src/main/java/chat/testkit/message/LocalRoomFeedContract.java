package chat.testkit.message;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.testkit.Race;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a {@link RoomFeed} of one process promises besides: it loses and repeats nothing, and has
 * delivered when {@code publish} returns.
 */
public interface LocalRoomFeedContract extends RoomFeedContract {
  @Test
  default void every_subscriber_has_the_events_in_their_order_when_publish_returns() {
    var one = listening();
    var two = listening();
    var events = RoomFeedContract.events(ROOM, 1, 2, 3, 4, 5);
    feed().publish(ROOM, events);
    assertThat(one).containsExactlyElementsOf(events);
    assertThat(two).containsExactlyElementsOf(events);
  }

  @Test
  default void the_first_calls_events_come_first() {
    var seen = listening();
    feed().publish(ROOM, RoomFeedContract.events(ROOM, 1, 2));
    feed().publish(ROOM, RoomFeedContract.events(ROOM, 3));
    feed().publish(ROOM, RoomFeedContract.events(ROOM, 4, 5));
    assertThat(seen).containsExactlyElementsOf(RoomFeedContract.events(ROOM, 1, 2, 3, 4, 5));
  }

  @Test
  default void a_subscriber_gets_everything_from_subscribing_to_closing() {
    feed().publish(ROOM, RoomFeedContract.events(ROOM, 1));
    var seen = new ConcurrentLinkedQueue<RoomEvent>();
    var subscription = feed().subscribe(ROOM, seen::addAll);
    feed().publish(ROOM, RoomFeedContract.events(ROOM, 2, 3));
    subscription.close();
    feed().publish(ROOM, RoomFeedContract.events(ROOM, 4));
    assertThat(seen).containsExactlyElementsOf(RoomFeedContract.events(ROOM, 2, 3));
  }

  @Test
  default void one_who_subscribes_twice_gets_everything_twice() {
    var seen = new ConcurrentLinkedQueue<RoomEvent>();
    RoomFeed.Subscriber subscriber = seen::addAll;
    var first = feed().subscribe(ROOM, subscriber);
    feed().subscribe(ROOM, subscriber);
    feed().publish(ROOM, RoomFeedContract.events(ROOM, 1));
    assertThat(seen).hasSize(2);
    first.close();
    feed().publish(ROOM, RoomFeedContract.events(ROOM, 2));
    assertThat(seen).hasSize(3);
  }

  @Test
  default void one_who_closes_during_a_call_gets_nothing_more_and_the_others_everything() {
    var seen = RoomFeedContract.subscribedUntilFirst(feed());
    var others = listening();
    feed().publish(ROOM, RoomFeedContract.events(ROOM, 1));
    feed().publish(ROOM, RoomFeedContract.events(ROOM, 2));
    assertThat(seen).containsExactlyElementsOf(RoomFeedContract.events(ROOM, 1));
    assertThat(others).containsExactlyElementsOf(RoomFeedContract.events(ROOM, 1, 2));
  }

  @Test
  default void eight_publishers_lose_nothing_and_each_keeps_its_order() {
    var queues = IntStream.range(0, 3).mapToObj(i -> listening()).toList();
    Race.<Boolean>of(
        8,
        publisher -> {
          for (int i = 0; i < 200; i += 2) {
            feed()
                .publish(
                    ROOM,
                    RoomFeedContract.events(
                        ROOM,
                        RoomFeedContract.event(publisher, i),
                        RoomFeedContract.event(publisher, i + 1)));
          }
          return true;
        });
    for (var queue : queues) {
      for (int publisher = 0; publisher < 8; publisher++) {
        assertThat(RoomFeedContract.from(publisher, queue))
            .isEqualTo(RoomFeedContract.first(200, publisher));
      }
      assertThat(queue).hasSize(8 * 200);
    }
  }

  @Test
  default void who_stays_misses_nothing_while_others_come_and_go() {
    var steady = listening();
    Race.<Boolean>of(
        8,
        runner -> {
          for (int i = 0; i < 200; i++) {
            if (runner < 4) {
              publish(RoomFeedContract.event(runner, i));
            } else {
              var seen = new ConcurrentLinkedQueue<RoomEvent>();
              var subscription = feed().subscribe(ROOM, seen::addAll);
              publish(RoomFeedContract.event(runner, 2 * i));
              subscription.close();
              publish(RoomFeedContract.event(runner, 2 * i + 1));
              assertThat(RoomFeedContract.from(runner, seen))
                  .isEqualTo(RoomFeedContract.events(ROOM, RoomFeedContract.event(runner, 2 * i)));
            }
          }
          return true;
        });
    for (int runner = 0; runner < 8; runner++) {
      assertThat(RoomFeedContract.from(runner, steady))
          .isEqualTo(RoomFeedContract.first(runner < 4 ? 200 : 400, runner));
    }
  }

  private void publish(int number) {
    feed().publish(ROOM, RoomFeedContract.events(ROOM, number));
  }

  private Queue<RoomEvent> listening() {
    return RoomFeedContract.subscribed(feed(), ROOM);
  }
}
