package chat.testkit.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.message.RoomFeed.Subscription;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import chat.testkit.Race;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link RoomFeed} promises. A feed may lose and delay events, so the tests go on
 * publishing, each time an event with a higher number, until what they wait for has arrived.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface RoomFeedContract {
  RoomId ROOM = new RoomId(1);
  RoomId OTHER_ROOM = new RoomId(2);

  /** The feed under test, the same one all through a test; nobody else uses it meanwhile. */
  RoomFeed feed();

  /** How long the tests publish before a feed counts as one that delivers nothing. */
  default Duration patience() {
    return Duration.ofSeconds(20);
  }

  @Test
  default void what_is_published_arrives_sooner_or_later_at_every_subscriber() {
    var one = subscribed(ROOM);
    var two = subscribed(ROOM);
    publishUntil(1, () -> !one.isEmpty() && !two.isEmpty());
    assertThat(one).allSatisfy(event -> assertThat(number(event)).isPositive());
  }

  @Test
  default void what_arrives_of_one_publisher_is_in_its_order() {
    var seen = subscribed(ROOM);
    for (int i = 1; i < 200; i += 2) {
      feed().publish(ROOM, events(ROOM, i, i + 1));
    }
    publishUntil(201, () -> seen.stream().anyMatch(event -> number(event) > 200));
    assertThat(numbers(0, seen)).isSorted();
  }

  @Test
  default void what_arrives_of_each_of_eight_publishers_is_in_its_order() {
    var seen = subscribed(ROOM);
    Race.<Boolean>of(
        8,
        publisher -> {
          for (int i = 1; i < 200; i += 2) {
            feed().publish(ROOM, events(ROOM, event(publisher, i), event(publisher, i + 1)));
          }
          return true;
        });
    publishUntil(event(8, 1), () -> seen.stream().anyMatch(event -> publisher(event) == 8));
    for (int publisher = 0; publisher <= 8; publisher++) {
      assertThat(numbers(publisher, seen)).isSorted();
    }
  }

  @Test
  default void every_kind_of_event_arrives_as_it_was_published() {
    var message = message(ROOM, 1);
    var bob = new Identity(new UserId(8), new Username("bób 😀"));
    var at = Instant.parse("2026-05-02T10:00:00.456Z");
    var kinds =
        List.of(
            new RoomEvent.Posted(message),
            new RoomEvent.Posted(message.edited(new Content("say \"ü\"\n"), at)),
            new RoomEvent.Edited(3, message.edited(new Content("other words"), at)),
            new RoomEvent.Deleted(4, message.deleted(at)),
            new RoomEvent.Typing(ROOM, bob));
    var seen = subscribed(ROOM);
    for (var kind : kinds) {
      publishUntil(next -> List.of(kind), ROOM, 1, () -> seen.contains(kind));
    }
  }

  @Test
  default void subscribers_get_the_events_of_their_room_only() {
    var here = subscribed(ROOM);
    var there = subscribed(OTHER_ROOM);
    publishUntil(1, () -> !here.isEmpty());
    publishUntil(OTHER_ROOM, 1, () -> !there.isEmpty());
    assertThat(here).allSatisfy(event -> assertThat(event.room()).isEqualTo(ROOM));
    assertThat(there).allSatisfy(event -> assertThat(event.room()).isEqualTo(OTHER_ROOM));
  }

  @Test
  default void nothing_is_kept_for_those_who_come_later() {
    var early = subscribed(ROOM);
    int next = publishUntil(1, () -> !early.isEmpty());
    int delivered = early.stream().mapToInt(RoomFeedContract::number).max().orElseThrow();
    var late = subscribed(ROOM);
    publishUntil(next, () -> !late.isEmpty());
    assertThat(late).allSatisfy(event -> assertThat(number(event)).isGreaterThan(delivered));
  }

  @Test
  default void a_room_without_subscribers_may_be_published_to() {
    assertThatCode(() -> feed().publish(ROOM, events(ROOM, 1))).doesNotThrowAnyException();
  }

  @Test
  default void a_closed_subscription_gets_nothing_more() {
    var seen = new ConcurrentLinkedQueue<RoomEvent>();
    var subscription = feed().subscribe(ROOM, seen::addAll);
    var others = subscribed(ROOM);
    int next = publishUntil(1, () -> !seen.isEmpty());
    subscription.close();
    int after = publishUntil(next, () -> others.stream().anyMatch(e -> number(e) >= next));
    subscription.close();
    publishUntil(after, () -> others.stream().anyMatch(e -> number(e) >= after));
    assertThat(seen).allSatisfy(event -> assertThat(number(event)).isLessThan(next));
  }

  @Test
  default void one_who_subscribes_twice_and_closes_once_is_still_subscribed() {
    var seen = new ConcurrentLinkedQueue<RoomEvent>();
    RoomFeed.Subscriber subscriber = seen::addAll;
    var first = feed().subscribe(ROOM, subscriber);
    feed().subscribe(ROOM, subscriber);
    int next = publishUntil(1, () -> !seen.isEmpty());
    first.close();
    first.close();
    publishUntil(next, () -> seen.stream().anyMatch(event -> number(event) >= next));
  }

  @Test
  default void a_subscriber_that_throws_hurts_neither_the_others_nor_the_publisher() {
    var before = subscribed(ROOM);
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
    var after = subscribed(ROOM);
    // More than one: a feed may give up a subscriber, but not the others, after it threw.
    publishUntil(1, () -> before.size() > 2 && after.size() > 2);
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
    publishUntil(1, () -> !late.isEmpty());
  }

  @Test
  default void closing_while_events_are_handed_over_is_fine() {
    var seen = subscribedUntilFirst(feed());
    var others = subscribed(ROOM);
    int next = publishUntil(1, () -> !seen.isEmpty() && !others.isEmpty());
    publishUntil(next, () -> others.stream().anyMatch(event -> number(event) >= next));
    assertThat(seen).allSatisfy(event -> assertThat(number(event)).isLessThan(next));
  }

  @Test
  default void what_is_handed_out_does_not_change_afterwards() {
    var handed = new CopyOnWriteArrayList<List<RoomEvent>>();
    var copies = new CopyOnWriteArrayList<List<RoomEvent>>();
    feed()
        .subscribe(
            ROOM,
            events -> {
              copies.add(List.copyOf(events));
              handed.add(events);
            });
    var published = new ArrayList<RoomEvent>();
    publishUntil(
        next -> {
          // The list of the call before.
          published.clear();
          published.addAll(events(ROOM, 2 * next, 2 * next + 1));
          return published;
        },
        ROOM,
        1,
        () -> handed.size() >= 3);
    published.clear();
    assertThat(handed).isEqualTo(copies);
  }

  /**
   * Publishes one event after another in {@link #ROOM} until the condition holds.
   *
   * @param first the number of the first one
   * @return the number after the last one
   */
  private int publishUntil(int first, BooleanSupplier condition) {
    return publishUntil(ROOM, first, condition);
  }

  private int publishUntil(RoomId room, int first, BooleanSupplier condition) {
    return publishUntil(next -> events(room, next), room, first, condition);
  }

  private int publishUntil(
      IntFunction<List<RoomEvent>> events, RoomId room, int first, BooleanSupplier condition) {
    int next = first;
    long end = System.nanoTime() + patience().toNanos();
    while (!condition.getAsBoolean()) {
      // Some, however slow this machine is: a feed of one process has delivered by then.
      if (next - first >= 50) {
        assertThat(System.nanoTime() - end).as("nothing of it arrived: time left").isNegative();
      }
      feed().publish(room, events.apply(next));
      next++;
      // A feed that delivers on other threads gets time to do so.
      LockSupport.parkNanos(100_000);
    }
    return next;
  }

  private Queue<RoomEvent> subscribed(RoomId room) {
    return subscribed(feed(), room);
  }

  /** What a subscriber gets from now on. */
  static Queue<RoomEvent> subscribed(RoomFeed feed, RoomId room) {
    var seen = new ConcurrentLinkedQueue<RoomEvent>();
    feed.subscribe(room, seen::addAll);
    return seen;
  }

  /** What a subscriber of {@link #ROOM} gets that closes its subscription at its first events. */
  static Queue<RoomEvent> subscribedUntilFirst(RoomFeed feed) {
    var seen = new ConcurrentLinkedQueue<RoomEvent>();
    var own = new AtomicReference<Subscription>();
    own.set(
        feed.subscribe(
            ROOM,
            events -> {
              seen.addAll(events);
              var subscription = own.get();
              if (subscription != null) {
                subscription.close();
              }
            }));
    return seen;
  }

  /** Events that carry those numbers. */
  static List<RoomEvent> events(RoomId room, int... numbers) {
    var events = new ArrayList<RoomEvent>();
    for (int number : numbers) {
      events.add(new RoomEvent.Posted(message(room, number)));
    }
    return List.copyOf(events);
  }

  private static Message message(RoomId room, int number) {
    return new Message(
        new MessageId(number + 1L),
        room,
        number + 1L,
        new Identity(new UserId(7), new Username("alice")),
        new Content("message " + number),
        new ClientId("c" + number),
        Instant.parse("2026-05-01T10:00:00.123Z"));
  }

  /** A number of a publisher's own. */
  static int event(int publisher, int number) {
    return publisher * 100_000 + number;
  }

  private static int number(RoomEvent event) {
    return (int) ((RoomEvent.Logged) event).seq() - 1;
  }

  private static int publisher(RoomEvent event) {
    return number(event) / 100_000;
  }

  /** What arrived of a publisher, each where it came first. */
  private static List<Integer> numbers(int publisher, Queue<RoomEvent> seen) {
    return seen.stream()
        .filter(event -> publisher(event) == publisher)
        .map(RoomFeedContract::number)
        .distinct()
        .toList();
  }

  /** Those numbers of a publisher's own, in the order in which they arrived. */
  static List<RoomEvent> from(int publisher, Queue<RoomEvent> seen) {
    return seen.stream().filter(event -> publisher(event) == publisher).toList();
  }

  /** The events that a publisher published as its first ones. */
  static List<RoomEvent> first(int count, int publisher) {
    return events(
        ROOM, IntStream.range(0, count).map(number -> event(publisher, number)).toArray());
  }
}
