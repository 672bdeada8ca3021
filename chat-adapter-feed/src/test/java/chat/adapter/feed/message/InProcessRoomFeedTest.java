package chat.adapter.feed.message;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import chat.testkit.message.LocalRoomFeedContract;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InProcessRoomFeedTest implements LocalRoomFeedContract {
  private static final RoomEvent EVENT =
      new RoomEvent.Typing(ROOM, new Identity(new UserId(7), new Username("alice")));

  private final InProcessRoomFeed feed = new InProcessRoomFeed();

  @Override
  public RoomFeed feed() {
    return feed;
  }

  @Test
  void ten_thousand_rooms_leave_nothing_behind() {
    var subscriptions =
        IntStream.rangeClosed(1, 10_000)
            .mapToObj(RoomId::new)
            .flatMap(room -> IntStream.range(0, 3).mapToObj(i -> feed.subscribe(room, e -> {})))
            .toList();
    assertThat(feed.rooms()).isEqualTo(10_000);
    subscriptions.forEach(RoomFeed.Subscription::close);
    assertThat(feed.rooms()).isZero();
  }

  @Test
  void publishing_to_rooms_that_nobody_follows_leaves_nothing_behind() {
    for (int room = 1; room <= 10_000; room++) {
      feed.publish(new RoomId(room), List.of(EVENT));
    }
    assertThat(feed.rooms()).isZero();
  }

  @Test
  void eight_threads_that_come_and_go_leave_nothing_behind() throws Exception {
    var start = new CyclicBarrier(8);
    var visitors =
        IntStream.range(0, 8)
            .mapToObj(
                visitor ->
                    CompletableFuture.runAsync(
                        () -> {
                          await(start);
                          for (int i = 0; i < 5_000; i++) {
                            // Few rooms, so that the last to leave meets the first to come.
                            feed.subscribe(new RoomId(1 + i % 3), events -> {}).close();
                          }
                        },
                        task -> new Thread(task).start()))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(visitors).get(60, SECONDS);
    assertThat(feed.rooms()).isZero();
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_subscriber_that_hangs_holds_up_no_other_publisher_and_no_subscribing() throws Exception {
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var slow =
        feed.subscribe(
            ROOM,
            events -> {
              entered.countDown();
              awaitQuietly(release);
            });
    var publisher = new Thread(() -> feed.publish(ROOM, List.of(EVENT)));
    publisher.start();
    entered.await();
    var seen = new ArrayList<RoomEvent>();
    // None of these returns while a lock is held: rooms enough to meet every part of a map.
    for (int room = 2; room <= 1_000; room++) {
      feed.subscribe(new RoomId(room), seen::addAll);
      feed.publish(new RoomId(room), List.of(EVENT));
    }
    slow.close();
    feed.subscribe(ROOM, seen::addAll);
    feed.publish(ROOM, List.of(EVENT));
    assertThat(seen).hasSize(1_000);
    release.countDown();
    publisher.join();
  }

  @Test
  void a_subscriber_cannot_change_what_the_others_get() {
    var kept = new ArrayList<List<RoomEvent>>();
    feed.subscribe(ROOM, List::clear);
    feed.subscribe(ROOM, kept::add);
    var events = new ArrayList<>(List.of(EVENT));
    feed.publish(ROOM, events);
    events.clear();
    assertThat(kept).containsExactly(List.of(EVENT));
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
