package chat.application.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import chat.application.House;
import chat.application.message.FollowRoom.Following;
import chat.application.room.SampleAccess;
import chat.domain.StoreUnavailable;
import chat.domain.message.Appended;
import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.testkit.Race;
import chat.testkit.message.InMemoryRoomFeed;
import chat.testkit.message.SampleDrafts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FollowRoomServiceTest {
  private final House house = new House();
  private final ReadCountingLog log = new ReadCountingLog(house.log);
  private final InMemoryRoomFeed feed = new InMemoryRoomFeed();
  private final HandTimer timer = new HandTimer();
  private final FollowRoomService service = new FollowRoomService(feed, log, timer);
  private final Identity alice = house.user("alice");
  private final RoomId room = house.room(alice, "general");

  /** Puts messages into the log, and gives their events. */
  private List<RoomEvent> stored(int count) {
    var events = new ArrayList<RoomEvent>();
    for (var outcome : house.log.append(SampleDrafts.drafts(count, room, alice))) {
      events.add(((Appended.Stored) outcome).event());
    }
    return List.copyOf(events);
  }

  private void publish(List<RoomEvent> events) {
    feed.publish(room, events);
  }

  private static final class Seen implements RoomFeed.Subscriber {
    private final List<RoomEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void on(List<RoomEvent> more) {
      events.addAll(more);
    }

    List<Long> seqs() {
      return events.stream()
          .filter(RoomEvent.Logged.class::isInstance)
          .map(event -> ((RoomEvent.Logged) event).seq())
          .toList();
    }
  }

  private Seen followed() {
    var seen = new Seen();
    service.follow(SampleAccess.to(room), seen);
    return seen;
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @Test
  void what_follows_is_handed_on_at_once_as_the_very_list_and_nothing_is_read() {
    var lists = new ArrayList<List<RoomEvent>>();
    var following = service.follow(SampleAccess.to(room), lists::add);
    int reads = log.heads.get();
    var first = stored(3);
    var second = stored(2);
    publish(first);
    assertThat(following.position()).isEqualTo(3);
    publish(second);
    assertThat(following.position()).isEqualTo(5);
    assertThat(lists).hasSize(2);
    assertThat(lists.get(0)).isSameAs(first);
    assertThat(lists.get(1)).isSameAs(second);
    assertThat(timer.pauses()).isEmpty();
    assertThat(log.heads.get() + log.pages.get()).isEqualTo(reads);
  }

  @Test
  void a_thousand_subscribers_and_a_lost_event_cost_one_read() {
    var all = IntStream.range(0, 1_000).mapToObj(i -> followed()).toList();
    assertThat(log.heads).hasValue(1);
    var events = stored(3);
    publish(events.subList(0, 1));
    publish(events.subList(2, 3));
    assertThat(timer.pauses()).containsExactly(RoomFollower.PATIENCE);
    timer.runAll();
    assertThat(log.pages).hasValue(1);
    assertThat(all).allSatisfy(seen -> assertThat(seen.seqs()).containsExactly(1L, 2L, 3L));
  }

  @Test
  void an_event_that_comes_late_but_in_time_costs_no_read() {
    var seen = followed();
    var events = stored(4);
    publish(events.subList(1, 4));
    assertThat(seen.seqs()).isEmpty();
    publish(events.subList(0, 1));
    assertThat(seen.seqs()).isEqualTo(range(1, 4));
    timer.runAll();
    assertThat(log.pages).hasValue(0);
    assertThat(service.waitingBytes()).isZero();
  }

  @Test
  void a_new_gap_waits_its_own_time() {
    var seen = followed();
    var events = stored(4);
    publish(events.subList(1, 2));
    publish(events.subList(0, 1));
    publish(events.subList(3, 4));
    timer.runNext();
    // The gap that was waited for is gone; the other one has just begun.
    assertThat(log.pages).hasValue(0);
    assertThat(timer.pauses()).containsExactly(RoomFollower.PATIENCE);
    timer.runAll();
    assertThat(seen.seqs()).isEqualTo(range(1, 4));
    assertThat(log.pages).hasValue(1);
  }

  @Test
  void repeats_and_overlaps_are_handed_on_once() {
    var seen = followed();
    var events = stored(6);
    publish(events.subList(0, 3));
    publish(events.subList(0, 3));
    publish(events.subList(1, 5));
    var turned = new ArrayList<>(events);
    Collections.reverse(turned);
    publish(turned);
    assertThat(seen.seqs()).isEqualTo(range(1, 6));
    timer.runAll();
    assertThat(seen.seqs()).isEqualTo(range(1, 6));
    assertThat(log.pages).hasValue(0);
  }

  @Test
  void what_has_no_number_is_handed_on_at_once_also_during_a_gap_and_in_one_list_with_others() {
    var seen = followed();
    var typing = new RoomEvent.Typing(room, alice);
    var events = stored(2);
    publish(events.subList(1, 2));
    publish(List.of(typing));
    assertThat(seen.events).containsExactly(typing);
    publish(List.of(events.get(0), typing));
    assertThat(seen.events).containsExactly(typing, typing, events.get(0), events.get(1));
  }

  @Test
  void who_joins_and_leaves_is_handed_on_at_once_in_that_room_without_the_feed() {
    var elsewhere = house.room(alice, "random");
    var seen = followed();
    var others = new Seen();
    service.follow(SampleAccess.to(elsewhere), others);
    // During a gap, too.
    publish(stored(2).subList(1, 2));
    service.joined(room, alice);
    service.left(room, alice);
    service.joined(new RoomId(999), alice);
    assertThat(seen.events)
        .containsExactly(new RoomEvent.Joined(room, alice), new RoomEvent.Left(room, alice));
    assertThat(others.events).isEmpty();
    assertThat(service.rooms()).isEqualTo(2);
  }

  @Test
  void what_happens_while_the_head_is_read_is_not_missed() {
    log.meanwhile = () -> publish(stored(2));
    var seen = new Seen();
    var following = service.follow(SampleAccess.to(room), seen);
    assertThat(following.position()).isZero();
    timer.runAll();
    assertThat(seen.seqs()).containsExactly(1L, 2L);
  }

  @Test
  void what_happens_while_a_page_is_read_is_not_missed_nor_read_again() {
    var seen = followed();
    var lost = stored(1);
    assertThat(lost).hasSize(1);
    publish(stored(1));
    log.meanwhile = () -> publish(stored(1));
    timer.runAll();
    assertThat(seen.seqs()).containsExactly(1L, 2L, 3L);
    assertThat(log.pages).hasValue(1);
  }

  @Test
  void more_than_a_page_is_read_page_by_page() {
    var seen = followed();
    var events = stored(2 * RoomFollower.PAGE + 7);
    publish(events.subList(events.size() - 1, events.size()));
    timer.runAll();
    assertThat(seen.seqs()).isEqualTo(range(1, events.size()));
    assertThat(log.pages).hasValue(3);
  }

  @Test
  void what_waits_is_bounded_and_nothing_is_lost() {
    var seen = followed();
    int count = 3 * EarlyEvents.MAX;
    var events = stored(count);
    publish(events.subList(1, EarlyEvents.MAX + 1));
    long bytes = service.waitingBytes();
    assertThat(bytes).isPositive();
    publish(events.subList(EarlyEvents.MAX + 1, count));
    assertThat(service.waitingBytes()).isEqualTo(bytes);
    timer.runAll();
    assertThat(seen.seqs()).isEqualTo(range(1, count));
    assertThat(service.waitingBytes()).isZero();
  }

  @Test
  void a_store_that_is_away_delays_what_is_missing_and_is_asked_now_and_then() {
    var seen = followed();
    var events = stored(3);
    publish(events.subList(1, 2));
    house.store.down();
    for (int i = 0; i < 5; i++) {
      timer.runNext();
      assertThat(timer.pauses()).containsExactly(RoomFollower.RETRY);
    }
    publish(events.subList(2, 3));
    assertThat(seen.seqs()).isEmpty();
    assertThat(timer.pauses()).hasSize(1);
    house.store.up();
    timer.runAll();
    assertThat(seen.seqs()).isEqualTo(range(1, 3));
  }

  @Test
  void a_room_whose_head_cannot_be_read_is_not_followed_and_leaves_nothing_behind() {
    house.store.down();
    assertThatExceptionOfType(StoreUnavailable.class)
        .isThrownBy(() -> service.follow(SampleAccess.to(room), events -> {}));
    assertThat(service.rooms()).isZero();
    house.store.up();
    var seen = followed();
    publish(stored(1));
    assertThat(seen.seqs()).containsExactly(1L);
  }

  @Test
  void events_that_the_log_does_not_have_are_dropped_and_those_that_it_has_go_on() {
    var other = new House();
    var author = other.user("alice");
    var elsewhere = other.room(author, "general");
    var seen = followed();
    publish(stored(1));
    var foreign =
        other.log.append(SampleDrafts.drafts(9, elsewhere, author)).stream()
            .map(outcome -> (RoomEvent) ((Appended.Stored) outcome).event())
            .toList();
    publish(foreign.subList(8, 9));
    timer.runAll();
    assertThat(log.pages).hasValue(1);
    assertThat(service.waitingBytes()).isZero();
    publish(stored(1));
    assertThat(seen.seqs()).containsExactly(1L, 2L);
    timer.runAll();
    assertThat(log.pages).hasValue(1);
  }

  @Test
  void an_append_without_an_answer_has_the_log_read_at_once() {
    var seen = followed();
    assertThat(stored(2)).hasSize(2);
    service.doubt(room);
    assertThat(timer.pauses()).containsExactly(Duration.ZERO);
    timer.runAll();
    assertThat(seen.seqs()).containsExactly(1L, 2L);
    service.doubt(new RoomId(999));
    assertThat(timer.pauses()).isEmpty();
  }

  @Test
  void after_an_append_without_an_answer_the_lane_waits_until_subscribers_have_everything() {
    var seen = followed();
    assertThat(stored(2)).hasSize(2);
    service.doubt(room);
    service.reached(room, 2);
    assertThat(seen.seqs()).containsExactly(1L, 2L);
    timer.runAll();
    assertThat(seen.seqs()).containsExactly(1L, 2L);
  }

  @Test
  void otherwise_the_lane_waits_for_nothing_and_what_the_feed_lost_is_read_soon() {
    var seen = followed();
    assertThat(stored(2)).hasSize(2);
    service.reached(room, 2);
    assertThat(seen.seqs()).isEmpty();
    timer.runAll();
    assertThat(seen.seqs()).containsExactly(1L, 2L);
    service.reached(room, 2);
    assertThat(timer.pauses()).isEmpty();
  }

  @Test
  void rooms_that_nobody_follows_any_more_cost_nothing() {
    var rooms = IntStream.range(0, 1_000).mapToObj(i -> house.room(alice, "r" + i)).toList();
    var followings = new ArrayList<Following>();
    for (var one : rooms) {
      followings.add(service.follow(SampleAccess.to(one), events -> {}));
      followings.add(service.follow(SampleAccess.to(one), events -> {}));
    }
    assertThat(service.rooms()).isEqualTo(1_000);
    followings.forEach(Following::close);
    followings.forEach(Following::close);
    assertThat(service.rooms()).isZero();
    assertThat(timer.pauses()).isEmpty();
  }

  @Test
  void a_room_that_is_left_during_a_gap_reads_nothing_and_gives_its_memory_back() {
    var following = service.follow(SampleAccess.to(room), events -> {});
    publish(stored(3).subList(1, 3));
    assertThat(service.waitingBytes()).isPositive();
    following.close();
    timer.runAll();
    assertThat(service.waitingBytes()).isZero();
    assertThat(log.pages).hasValue(0);
  }

  @Test
  void a_subscriber_that_throws_hurts_nobody() {
    var before = followed();
    service.follow(
        SampleAccess.to(room),
        events -> {
          throw new AssertionError("thrown on purpose");
        });
    var after = followed();
    publish(stored(1));
    publish(stored(1));
    assertThat(before.seqs()).containsExactly(1L, 2L);
    assertThat(after.seqs()).containsExactly(1L, 2L);
  }

  @Test
  void one_who_follows_later_gets_everything_above_the_position() {
    publish(stored(2));
    var early = followed();
    publish(stored(2));
    var late = new Seen();
    var following = service.follow(SampleAccess.to(room), late);
    assertThat(following.position()).isEqualTo(4);
    publish(stored(1));
    assertThat(early.seqs()).containsExactly(3L, 4L, 5L);
    assertThat(late.seqs()).containsExactly(5L);
    following.close();
    publish(stored(1));
    assertThat(late.seqs()).containsExactly(5L);
  }

  @Test
  void the_position_is_never_behind_what_was_handed_on() {
    // Whoever is in the audience and then reads the position is handed all above it.
    var positions = new ArrayList<Long>();
    var following = new ArrayList<Following>();
    following.add(
        service.follow(
            SampleAccess.to(room), events -> positions.add(following.get(0).position())));
    publish(stored(2));
    publish(stored(1));
    assertThat(positions).containsExactly(2L, 3L);
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_subscriber_that_makes_its_publisher_wait_holds_up_nobody_but_publishers()
      throws Exception {
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    service.follow(
        SampleAccess.to(room),
        events -> {
          if (events.get(0) instanceof RoomEvent.Logged) {
            entered.countDown();
            awaitQuietly(release);
          }
        });
    var events = stored(1);
    var lane = new Thread(() -> publish(events));
    lane.start();
    entered.await();
    // None of these may wait: sockets' threads do them, and the subscriber may wait for those.
    var seen = new Seen();
    var following = service.follow(SampleAccess.to(room), seen);
    assertThat(following.position()).isEqualTo(1);
    var typing = new RoomEvent.Typing(room, alice);
    publish(List.of(typing));
    assertThat(seen.events).containsExactly(typing);
    following.close();
    release.countDown();
    lane.join();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void those_who_come_and_go_while_others_write_see_everything_from_their_position_on() {
    try (var threads = new FollowRoomService(feed, log)) {
      var over = new AtomicBoolean();
      var steady = new ConcurrentLinkedQueue<RoomEvent>();
      threads.follow(SampleAccess.to(room), steady::addAll);
      Race.<Boolean>of(
          6,
          runner -> {
            if (runner < 2) {
              for (int i = 0; i < 300; i++) {
                List<RoomEvent> events;
                synchronized (log) {
                  events = stored(1 + i % 3);
                }
                // Outside the lock: each overtakes the other, and some are lost.
                if (i % 10 != 0) {
                  publish(events);
                }
                threads.reached(room, ((RoomEvent.Logged) events.get(0)).seq());
              }
              over.set(true);
            } else {
              while (!over.get()) {
                var seen = new Seen();
                try (var following = threads.follow(SampleAccess.to(room), seen)) {
                  long position = following.position();
                  await()
                      .pollInterval(1, TimeUnit.MILLISECONDS)
                      .until(() -> seen.seqs().size() > 2 || over.get());
                  var seqs = seen.seqs().stream().filter(seq -> seq > position).toList();
                  assertThat(seqs).isEqualTo(range(position + 1, position + seqs.size()));
                }
              }
            }
            return true;
          });
      long head = house.log.head(room);
      threads.reached(room, head);
      await().until(() -> steady.size() >= head);
      assertThat(steady.stream().map(event -> ((RoomEvent.Logged) event).seq()))
          .isEqualTo(range(1, head));
      assertThat(threads.rooms()).isEqualTo(1);
    }
  }

  @Test
  void eight_threads_that_come_and_go_leave_nothing_behind() {
    Race.<Boolean>of(
        8,
        runner -> {
          for (int i = 0; i < 2_000; i++) {
            service.follow(SampleAccess.to(new RoomId(1 + i % 3)), events -> {}).close();
          }
          return true;
        });
    assertThat(service.rooms()).isZero();
  }
}
