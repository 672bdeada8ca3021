package chat.application.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.application.House;
import chat.domain.Deadline;
import chat.domain.message.Appended;
import chat.domain.message.ConsumerUnavailable;
import chat.domain.message.Draft;
import chat.domain.message.Epoch;
import chat.domain.message.LogConsumer;
import chat.domain.message.LogProgress.State;
import chat.domain.message.Message;
import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.testkit.LogOf;
import chat.testkit.Race;
import chat.testkit.message.ForwardingMessageLog;
import chat.testkit.message.InMemoryEpochs;
import chat.testkit.message.InMemoryLogConsumer;
import chat.testkit.message.InMemoryRoomFeed;
import chat.testkit.message.SampleDrafts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LogFollowerTest {
  private static final Pace PACE =
      new Pace(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(100));

  private final House house = new House();
  private final InMemoryEpochs epochs = new InMemoryEpochs(house.store);
  private final Identity alice = house.user("alice");
  private final RoomId room = house.room(alice, "lights");
  private final InMemoryLogConsumer copy = new InMemoryLogConsumer();
  private final Moody consumer = new Moody(copy);
  private final LogOf told = new LogOf(LogFollower.class.getName());
  private LogFollower follower = following(false);
  private RoomFeed feed = follower.following(new InMemoryRoomFeed());

  /** Passes everything on, unless it has to fail or to wait. */
  private static final class Moody implements LogConsumer {
    private final LogConsumer consumer;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private volatile boolean failsOnce;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private final List<Boolean> openings = Collections.synchronizedList(new ArrayList<>());

    Moody(LogConsumer consumer) {
      this.consumer = consumer;
    }

    private void pass() {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      var why = failsOnce ? failure.getAndSet(null) : failure.get();
      if (why != null) {
        throw why;
      }
    }

    @Override
    public String name() {
      return consumer.name() + " of " + hashCode();
    }

    @Override
    public boolean open(Epoch epoch, boolean anew) {
      openings.add(anew);
      return consumer.open(epoch, anew);
    }

    @Override
    public long position(RoomId room) {
      return consumer.position(room);
    }

    @Override
    public long events() {
      return consumer.events();
    }

    @Override
    public void take(List<RoomEvent.Logged> events) {
      pass();
      consumer.take(events);
    }

    @Override
    public void flush() {
      consumer.flush();
    }

    @Override
    public void check() {
      pass();
      consumer.check();
    }

    @Override
    public void close() {
      consumer.close();
    }
  }

  private LogFollower following(boolean anew) {
    return new LogFollower(consumer, house.log, epochs, anew, PACE);
  }

  @BeforeEach
  void start() {
    follower.start();
    ready();
  }

  @AfterEach
  void stop() {
    house.store.up();
    consumer.failure.set(null);
    consumer.gate.countDown();
    follower.close();
    told.close();
  }

  private void ready() {
    await().until(() -> follower.progress().state() == State.READY);
  }

  /** Commits without a hint, as another process does. */
  private List<RoomEvent.Logged> elsewhere(Draft... drafts) {
    var events = new ArrayList<RoomEvent.Logged>();
    for (var outcome : house.log.append(List.of(drafts))) {
      events.add(((Appended.Stored) outcome).event());
    }
    return events;
  }

  /** Commits and publishes, as this process does. */
  private void here(Draft... drafts) {
    elsewhere(drafts).forEach(event -> feed.publish(event.room(), List.of(event)));
  }

  private Draft saying(RoomId room, String text) {
    return SampleDrafts.saying(text, room, alice);
  }

  private List<String> texts() {
    return copy.messages().stream()
        .filter(message -> !message.isDeleted())
        .map(Message::text)
        .toList();
  }

  private boolean hasAll() {
    return copy.events() == house.log.heads(0, 10_000).stream().mapToLong(head -> head.seq()).sum()
        && house.log.heads(0, 10_000).stream()
            .flatMap(head -> house.log.messagesAfter(head.room(), 0, 10_000).stream())
            .allMatch(copy.messages()::contains);
  }

  private boolean awaited() throws InterruptedException {
    return follower.await(Deadline.after(Duration.ofSeconds(30)));
  }

  @Test
  void who_waits_finds_everything_that_this_process_committed_before() throws Exception {
    for (int i = 0; i < 100; i++) {
      here(saying(room, "needle " + i));
      assertThat(awaited()).isTrue();
      assertThat(texts()).contains("needle " + i);
    }
  }

  @Test
  void what_other_processes_commit_is_found_in_any_room() {
    var silent = IntStream.range(0, 50).mapToObj(i -> house.room(alice, "room " + i)).toList();
    for (var room : List.of(silent.get(0), silent.get(49), room)) {
      var message = elsewhere(saying(room, "needle")).get(0).message();
      await().until(this::hasAll);
      elsewhere(SampleDrafts.edit(message, "pin"));
      await().until(this::hasAll);
      elsewhere(SampleDrafts.deletion(message));
      await().until(this::hasAll);
    }
    assertThat(consumer.openings).containsExactly(false);
  }

  @Test
  void a_look_that_sees_a_room_repeatedly_reads_its_log_once() {
    // So many that a look sees the room among the newest messages, the active rooms, and in the
    // round.
    IntStream.range(0, 1_001).forEach(i -> house.room(alice, "room " + i));
    elsewhere(saying(room, "it is active now"));
    await().until(this::hasAll);
    follower.close();
    var reads = new AtomicInteger();
    var log =
        new ForwardingMessageLog(house.log) {
          @Override
          public List<RoomEvent.Logged> after(RoomId room, long seq, int limit) {
            reads.incrementAndGet();
            return super.after(room, seq, limit);
          }
        };
    follower = new LogFollower(consumer, log, epochs, false, PACE);
    start();
    int before = reads.get();
    for (int i = 1; i <= 3; i++) {
      elsewhere(saying(room, "needle " + i));
      await().until(this::hasAll);
    }
    ready();
    assertThat(reads.get() - before).isEqualTo(3);
  }

  @Test
  void hints_that_are_lost_repeated_or_out_of_order_make_no_difference() throws Exception {
    var random = new Random(5);
    var rooms = List.of(room, house.room(alice, "other"));
    for (int i = 0; i < 200; i++) {
      var events = new ArrayList<RoomEvent.Logged>();
      for (int n = 0; n < 3; n++) {
        events.addAll(elsewhere(saying(rooms.get(random.nextInt(2)), "text " + i)));
      }
      Collections.shuffle(events, random);
      for (var event : events.subList(0, 1 + random.nextInt(3))) {
        feed.publish(event.room(), List.of(event));
        feed.publish(event.room(), List.of(event));
      }
    }
    await().until(this::hasAll);
    assertThat(awaited()).isTrue();
    assertThat(consumer.openings).containsExactly(false);
  }

  @Test
  void eight_writers_whose_hints_arrive_in_any_order_are_followed_completely() throws Exception {
    var rooms = List.of(room, house.room(alice, "other"), house.room(alice, "third"));
    Race.of(
        8,
        i -> {
          var random = new Random(i);
          for (int n = 0; n < 100; n++) {
            var event = elsewhere(saying(rooms.get(random.nextInt(3)), i + " " + n)).get(0);
            if (random.nextInt(10) > 0) {
              feed.publish(event.room(), List.of(event));
            }
            if (random.nextInt(4) == 0) {
              here(
                  random.nextBoolean()
                      ? SampleDrafts.edit(event.message(), "edited " + n)
                      : SampleDrafts.deletion(event.message()));
            }
            if (random.nextInt(20) == 0) {
              assertThat(awaited()).isTrue();
            }
          }
          return true;
        });
    await().until(this::hasAll);
    assertThat(consumer.openings).containsExactly(false);
  }

  @Test
  void more_hints_than_fit_are_read_from_the_log() throws Exception {
    consumer.gate = new CountDownLatch(1);
    var many = IntStream.range(0, 1_200).mapToObj(i -> house.room(alice, "room " + i)).toList();
    for (int i = 0; i < 16; i++) {
      for (var event :
          elsewhere(many.stream().map(room -> saying(room, "text")).toArray(Draft[]::new))) {
        feed.publish(event.room(), List.of(event));
      }
    }
    assertThat(follower.await(Deadline.after(Duration.ZERO))).isFalse();
    consumer.gate.countDown();
    assertThat(awaited()).isTrue();
    assertThat(copy.events()).isEqualTo(16 * 1_200);
  }

  @Test
  void who_waits_longer_than_the_deadline_is_told_so() throws Exception {
    consumer.gate = new CountDownLatch(1);
    here(saying(room, "needle"));
    assertThat(follower.await(Deadline.after(Duration.ofMillis(5)))).isFalse();
    consumer.gate.countDown();
    assertThat(awaited()).isTrue();
  }

  @Test
  void a_store_that_is_away_is_waited_for_and_told_once() throws Exception {
    house.store.down();
    await().until(() -> follower.progress().state() == State.STUCK);
    house.store.up();
    here(saying(room, "needle"));
    assertThat(awaited()).isTrue();
    assertThat(texts()).containsExactly("needle");
    assertThat(lines()).singleElement().asString().contains("waits for the store");
  }

  @Test
  void a_consumer_that_is_unavailable_is_opened_again_where_it_was_and_told_once() {
    here(saying(room, "needle"));
    await().until(this::hasAll);
    follower.close();
    restart();
    consumer.openings.clear();
    consumer.failure.set(
        new ConsumerUnavailable(
            ConsumerUnavailable.Reason.OUT_OF_SPACE, "the disk is full", new Exception()));
    await().until(() -> consumer.openings.size() > 3);
    assertThat(consumer.openings).doesNotContain(true);
    assertThat(lines()).singleElement().asString().contains("waits: the disk is full");

    consumer.failure.set(null);
    elsewhere(saying(room, "needle two"));
    await().until(this::hasAll);
    follower.close();
    assertThat(lines()).hasSize(2).last().asString().contains("goes on");
  }

  @Test
  void a_broken_consumer_begins_from_nothing() {
    here(saying(room, "needle"));
    await().until(this::hasAll);
    consumer.failsOnce = true;
    consumer.failure.set(new IllegalArgumentException("broken"));
    await().until(() -> consumer.openings.equals(List.of(false, true)));
    await().until(this::hasAll);
    ready();
  }

  @Test
  void another_epoch_is_noticed_and_everything_is_read_again() {
    here(saying(room, "needle"));
    await().until(this::hasAll);
    epochs.renew();
    await().until(() -> consumer.openings.equals(List.of(false, false)));
    await().until(this::hasAll);
    follower.close();
    assertThat(copy.open(epochs.current(), false)).as("begins from nothing").isFalse();
    assertThat(texts()).containsExactly("needle");
    copy.close();
  }

  @Test
  void a_log_that_is_shorter_than_the_position_is_read_from_the_beginning() {
    follower.close();
    var foreign = house.room(alice, "foreign");
    copy.open(epochs.current(), false);
    var message = elsewhere(saying(foreign, "one")).get(0).message();
    copy.take(List.of(new RoomEvent.Posted(message), new RoomEvent.Edited(2, message)));
    copy.flush();
    copy.close();
    consumer.openings.clear();
    restart();
    await().until(() -> consumer.openings.equals(List.of(false, true)));
    await().until(this::hasAll);
  }

  @Test
  void closing_flushes_so_that_the_next_goes_on_there() {
    here(saying(room, "needle"));
    await().until(this::hasAll);
    follower.close();
    assertThat(copy.open(epochs.current(), false)).isFalse();
    assertThat(copy.position(room)).isEqualTo(1);
    copy.close();
  }

  @Test
  void one_that_is_told_to_rebuild_begins_from_nothing_once() {
    here(saying(room, "needle"));
    await().until(this::hasAll);
    follower.close();
    consumer.openings.clear();
    follower = following(true);
    follower.start();
    ready();
    assertThat(consumer.openings).containsExactly(true);
    assertThat(texts()).containsExactly("needle");
  }

  @Test
  void a_closed_follower_lets_nobody_wait() throws Exception {
    consumer.gate = new CountDownLatch(1);
    here(saying(room, "needle"));
    var waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return awaited();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    var closing = CompletableFuture.runAsync(follower::close);
    assertThat(waiting).succeedsWithin(Duration.ofSeconds(30));
    consumer.gate.countDown();
    assertThat(closing).succeedsWithin(Duration.ofSeconds(30));
  }

  private void restart() {
    follower = following(false);
    feed = follower.following(new InMemoryRoomFeed());
    start();
  }

  private List<String> lines() {
    return told.with(consumer.name()).stream()
        .filter(line -> line.contains(" waits") || line.contains(" goes on"))
        .toList();
  }
}
