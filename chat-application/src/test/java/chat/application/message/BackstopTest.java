package chat.application.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import chat.application.House;
import chat.application.room.SampleAccess;
import chat.domain.StoreUnavailable;
import chat.domain.message.Appended;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.testkit.message.ForwardingMessageLog;
import chat.testkit.message.InMemoryRoomFeed;
import chat.testkit.message.SampleDrafts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackstopTest {
  private final House house = new House();
  private final PutBackLog log = new PutBackLog(house.log);
  private final InMemoryRoomFeed feed = new InMemoryRoomFeed();
  private final HandTimer timer = new HandTimer();
  private final FollowRoomService followers = new FollowRoomService(feed, log, timer);
  private final Backstop backstop = new Backstop(followers, log);
  private final Identity alice = house.user("alice");
  private final RoomId room = house.room(alice, "general");
  private final List<Long> seen = new CopyOnWriteArrayList<>();

  /**
   * A log that may lose its end, as when the database is put back; keeps how many were asked for.
   */
  private static final class PutBackLog extends ForwardingMessageLog {
    private final List<Integer> asked = new ArrayList<>();
    private volatile long end = Long.MAX_VALUE;

    PutBackLog(MessageLog log) {
      super(log);
    }

    @Override
    public long head(RoomId room) {
      return Math.min(end, log.head(room));
    }

    @Override
    public List<Head> heads(Set<RoomId> rooms) {
      asked.add(rooms.size());
      return log.heads(rooms).stream()
          .map(head -> new Head(head.room(), Math.min(end, head.seq())))
          .toList();
    }

    @Override
    public List<RoomEvent.Logged> after(RoomId room, long seq, int limit) {
      return log.after(room, seq, limit).stream().filter(event -> event.seq() <= end).toList();
    }
  }

  private void follow() {
    followers.follow(
        SampleAccess.to(room),
        events -> events.forEach(event -> seen.add(((RoomEvent.Logged) event).seq())));
  }

  private List<RoomEvent> stored(int count) {
    return house.log.append(SampleDrafts.drafts(count, room, alice)).stream()
        .map(outcome -> (RoomEvent) ((Appended.Stored) outcome).event())
        .toList();
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @Test
  void what_another_server_stored_is_found_though_no_feed_delivered_it() {
    follow();
    assertThat(stored(3)).hasSize(3);
    backstop.look();
    timer.runAll();
    assertThat(seen).isEqualTo(range(1, 3));
    backstop.look();
    assertThat(timer.pauses()).isEmpty();
  }

  @Test
  void it_looks_by_itself() {
    try (var threads = new FollowRoomService(feed, log);
        var looking = new Backstop(threads, log)) {
      threads.follow(
          SampleAccess.to(room),
          events -> events.forEach(event -> seen.add(((RoomEvent.Logged) event).seq())));
      looking.start();
      // While the store is away, and when it is back.
      house.store.down();
      house.store.up();
      assertThat(stored(3)).hasSize(3);
      await().untilAsserted(() -> assertThat(seen).isEqualTo(range(1, 3)));
      assertThat(stored(1)).hasSize(1);
      await().untilAsserted(() -> assertThat(seen).isEqualTo(range(1, 4)));
    }
  }

  @Test
  void one_statement_serves_a_thousand_rooms_and_none_is_needed_for_rooms_that_nobody_follows() {
    backstop.look();
    assertThat(log.asked).isEmpty();
    IntStream.range(0, 2_500)
        .mapToObj(i -> house.room(alice, "r" + i))
        .forEach(one -> followers.follow(SampleAccess.to(one), events -> {}));
    backstop.look();
    assertThat(log.asked).containsExactly(1_000, 1_000, 500);
  }

  @Test
  void it_takes_no_more_than_a_twentieth_of_the_time() {
    assertThat(Backstop.pauseAfter(Duration.ofMillis(3))).isEqualTo(Duration.ofSeconds(1));
    assertThat(Backstop.pauseAfter(Duration.ofMillis(200))).isEqualTo(Duration.ofMillis(3_800));
  }

  @Test
  void a_store_that_is_away_is_asked_again_later() {
    follow();
    assertThat(stored(1)).hasSize(1);
    house.store.down();
    assertThatExceptionOfType(StoreUnavailable.class).isThrownBy(backstop::look);
    house.store.up();
    backstop.look();
    timer.runAll();
    assertThat(seen).containsExactly(1L);
  }

  @Test
  void a_head_that_falls_stops_the_room_until_there_is_a_new_epoch() {
    follow();
    feed.publish(room, stored(5));
    log.end = 3;
    backstop.look();
    assertThat(seen).isEqualTo(range(1, 5));

    // Numbers are given again: what comes next says nothing about what the sockets have.
    log.end = 6;
    feed.publish(room, stored(1));
    backstop.look();
    timer.runAll();
    assertThat(seen).isEqualTo(range(1, 5));

    followers.restart();
    backstop.look();
    timer.runAll();
    feed.publish(room, stored(1));
    log.end = Long.MAX_VALUE;
    assertThat(seen).isEqualTo(List.of(1L, 2L, 3L, 4L, 5L, 7L));
  }

  @Test
  void a_room_that_is_gone_is_one_whose_head_fell() {
    follow();
    feed.publish(room, stored(2));
    var none = new House();
    var looking = new Backstop(followers, none.log);
    looking.look();
    feed.publish(room, stored(1));
    assertThat(seen).containsExactly(1L, 2L);
  }
}
