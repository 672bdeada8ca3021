package chat.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.domain.StoreUnavailable;
import chat.domain.message.Appended;
import chat.domain.message.Draft;
import chat.domain.message.Message;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.testkit.PlainNameSkeletons;
import chat.testkit.message.SampleDrafts;
import chat.testkit.room.SampleRooms;
import chat.testkit.user.SampleUsers;
import chat.testmysql.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A server that is killed, falls silent and comes back, under a store that is in use. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MySqlOutageTest {
  private static final int WRITERS = 8;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private @Nullable TestDatabase server;
  private @Nullable String url;
  private @Nullable MySqlStore store;
  private @Nullable Identity alice;

  @BeforeAll
  void open_a_store_on_a_server_of_its_own() {
    server = TestDatabase.launch();
    url = server.createDatabase();
    store = MySqlStore.open(Databases.settings(server, url), new PlainNameSkeletons());
    alice = SampleUsers.registered(store.users());
  }

  @AfterAll
  void end_the_server() {
    threads.shutdownNow();
    store().close();
    server().close();
  }

  @Test
  void nothing_acknowledged_is_lost_or_doubled_when_the_server_is_killed() throws Exception {
    assertNothingIsLostThrough(
        () -> {
          server().kill();
          assertFailsAtOnce();
          server().start();
        });
  }

  @Test
  void nothing_acknowledged_is_lost_or_doubled_when_the_server_falls_silent() throws Exception {
    assertNothingIsLostThrough(
        () -> {
          server().freeze();
          assertFailsAtOnce();
          server().thaw();
        });
  }

  @Test
  void threads_do_not_pile_up_before_a_silent_server() throws Exception {
    var room = newRoom();
    server().freeze();
    try {
      var calls = new ArrayList<Future<List<Appended>>>();
      for (int i = 0; i < 200; i++) {
        var draft = SampleDrafts.draft(room, alice());
        calls.add(threads.submit(() -> store().messageLog().append(List.of(draft))));
      }
      for (var call : calls) {
        assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
            .hasCauseInstanceOf(StoreUnavailable.class);
      }
    } finally {
      server().thaw();
    }
    await().atMost(Duration.ofSeconds(10)).until(this::answers);
  }

  @Test
  void a_store_waits_for_a_server_that_is_not_up_yet() {
    server().kill();
    var opening =
        CompletableFuture.supplyAsync(
            () ->
                MySqlStore.open(
                    Databases.settings(server(), Objects.requireNonNull(url)),
                    new PlainNameSkeletons()),
            threads);
    assertFailsAtOnce();
    assertThat(opening).isNotDone();
    server().start();
    assertThat(opening)
        .succeedsWithin(Duration.ofSeconds(20))
        .satisfies(opened -> assertThat(opened.users().find(alice().id())).isPresent())
        .satisfies(MySqlStore::close);
    await().atMost(Duration.ofSeconds(10)).until(this::answers);
  }

  private void assertNothingIsLostThrough(Runnable outage) throws Exception {
    var room = newRoom();
    var acknowledged = new ConcurrentLinkedQueue<Message>();
    var end = new CompletableFuture<Void>();
    var writers = new ArrayList<Future<?>>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(threads.submit(() -> appendUntil(end, room, acknowledged)));
    }
    await().until(() -> acknowledged.size() > 100);
    outage.run();
    int before = acknowledged.size();
    await().atMost(Duration.ofSeconds(20)).until(() -> acknowledged.size() > before + 100);
    end.complete(null);
    for (var writer : writers) {
      writer.get(20, TimeUnit.SECONDS);
    }

    var kept = store().messageLog().messagesAfter(room, 0, Integer.MAX_VALUE);
    assertThat(kept).containsExactlyInAnyOrderElementsOf(acknowledged);
    assertThat(kept)
        .extracting(Message::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, kept.size()).boxed().toList());
    assertThat(store().database().writing().active()).isZero();
    assertThat(store().database().reading().active()).isZero();
  }

  /** Each draft until it is acknowledged, as a client does that sends again. */
  private void appendUntil(
      CompletableFuture<Void> end, RoomId room, ConcurrentLinkedQueue<Message> acknowledged) {
    while (!end.isDone()) {
      var draft = SampleDrafts.draft(room, alice());
      acknowledged.add(appendedAtLast(draft));
    }
  }

  private Message appendedAtLast(Draft draft) {
    while (true) {
      try {
        var outcome = store().messageLog().append(List.of(draft)).get(0);
        return outcome instanceof Appended.Repeated repeated
            ? repeated.message()
            : SampleDrafts.stored(outcome);
      } catch (StoreUnavailable e) {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
  }

  /** Once the store has noticed, a thousand refusals take no time. */
  private void assertFailsAtOnce() {
    await().atMost(Duration.ofSeconds(10)).until(() -> !answers());
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              long start = System.nanoTime();
              for (int i = 0; i < 1000; i++) {
                assertThatThrownBy(() -> store().users().find(alice().id()))
                    .isInstanceOf(StoreUnavailable.class);
              }
              assertThat(Duration.ofNanos(System.nanoTime() - start))
                  .isLessThan(Duration.ofSeconds(1));
            });
  }

  private boolean answers() {
    try {
      return store().users().find(alice().id()).isPresent();
    } catch (StoreUnavailable e) {
      return false;
    }
  }

  private RoomId newRoom() {
    return SampleRooms.opened(store().rooms(), alice().id()).id();
  }

  private TestDatabase server() {
    return Objects.requireNonNull(server);
  }

  private MySqlStore store() {
    return Objects.requireNonNull(store);
  }

  private Identity alice() {
    return Objects.requireNonNull(alice);
  }
}
