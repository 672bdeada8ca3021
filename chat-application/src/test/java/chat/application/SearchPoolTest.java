package chat.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.application.SearchPool.Bounds;
import chat.domain.Deadline;
import chat.domain.DeadlineExceeded;
import chat.domain.user.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SearchPoolTest {
  private static final UserId GUARD = new UserId(1);
  private static final UserId HEAVY = new UserId(2);
  private static final UserId LIGHT = new UserId(3);
  private static final UserId OTHER = new UserId(4);

  private static final Duration LONGEST_RUN = Duration.ofSeconds(2);

  private final AtomicLong now = new AtomicLong();
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
  private final List<CountDownLatch> holds = new ArrayList<>();
  private SearchPool pool = pool(1, 100, 10);

  @AfterEach
  void close() {
    holds.forEach(CountDownLatch::countDown);
    pool.close();
  }

  private SearchPool pool(int threads, int waiting, int waitingOfEach) {
    return new SearchPool(
        new Bounds(threads, waiting, waitingOfEach, Duration.ofSeconds(5), LONGEST_RUN), now::get);
  }

  private CompletableFuture<String> submit(UserId user, String name, long millis) {
    return pool.submit(user, deadline -> run(name, millis)).toCompletableFuture();
  }

  private String run(String name, long millis) {
    ran.add(name);
    now.addAndGet(Duration.ofMillis(millis).toNanos());
    return name;
  }

  /** Keeps one thread until the latch is down. */
  private CountDownLatch hold() {
    var held = new CountDownLatch(1);
    var runs = new CountDownLatch(1);
    var ends =
        pool.submit(
            GUARD,
            deadline -> {
              runs.countDown();
              waitFor(held);
              return "held";
            });
    assertThat(ends.toCompletableFuture()).isNotDone();
    waitFor(runs);
    holds.add(held);
    return held;
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertRefused(CompletableFuture<?> refused) {
    assertThatThrownBy(refused::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            Overloaded.class, overloaded -> assertThat(overloaded.retryAfter()).isPositive());
  }

  @Test
  void the_user_who_used_least_time_is_next_and_ten_long_searches_delay_a_short_one_by_one() {
    var held = hold();
    var all = new ArrayList<CompletableFuture<String>>();
    IntStream.range(0, 10).forEach(i -> all.add(submit(HEAVY, "heavy " + i, 400)));
    IntStream.range(0, 3).forEach(i -> all.add(submit(LIGHT, "light " + i, 5)));
    held.countDown();
    all.forEach(CompletableFuture::join);
    assertThat(ran.subList(0, 5))
        .containsExactly("heavy 0", "light 0", "light 1", "light 2", "heavy 1");
  }

  @Test
  void the_deadline_of_a_search_begins_with_its_turn() {
    var held = hold();
    var left = pool.submit(LIGHT, Deadline::left).toCompletableFuture();
    now.addAndGet(Duration.ofSeconds(4).toNanos());
    held.countDown();
    assertThat(left.join()).isEqualTo(LONGEST_RUN);
  }

  @Test
  void a_search_that_stops_at_its_deadline_fails_with_that() {
    var late =
        pool.submit(
            LIGHT,
            deadline -> {
              deadline.check();
              now.addAndGet(LONGEST_RUN.toNanos());
              deadline.check();
              return "too late";
            });
    assertThatThrownBy(late.toCompletableFuture()::get).hasCauseInstanceOf(DeadlineExceeded.class);
  }

  @Test
  void searches_that_cost_the_same_take_turns_however_many_each_user_has() {
    var held = hold();
    var all = new ArrayList<CompletableFuture<String>>();
    IntStream.range(0, 6).forEach(i -> all.add(submit(HEAVY, "many", 100)));
    IntStream.range(0, 2).forEach(i -> all.add(submit(LIGHT, "few", 100)));
    held.countDown();
    all.forEach(CompletableFuture::join);
    assertThat(ran.subList(0, 4)).containsExactlyInAnyOrder("many", "few", "many", "few");
  }

  @Test
  void who_comes_later_has_saved_up_nothing() {
    var held = hold();
    for (int i = 0; i < 5; i++) {
      assertThat(submit(HEAVY, "early", 100)).isNotDone();
    }
    // By then the other user has used half a second.
    pool.submit(
        HEAVY,
        deadline -> {
          IntStream.range(0, 4).forEach(i -> assertThat(submit(LIGHT, "late", 100)).isNotDone());
          return run("early", 100);
        });
    assertThat(submit(HEAVY, "early", 100)).isNotDone();
    assertThat(submit(HEAVY, "early", 100)).isNotDone();
    held.countDown();
    await().until(() -> ran.size() == 12);
    assertThat(ran.subList(6, 10)).containsExactlyInAnyOrder("late", "early", "late", "early");
  }

  @Test
  void one_user_never_has_all_threads() {
    close();
    pool = pool(2, 100, 10);
    var freed = new CountDownLatch(1);
    var runs = new CountDownLatch(1);
    for (int i = 0; i < 5; i++) {
      pool.submit(
          HEAVY,
          deadline -> {
            runs.countDown();
            waitFor(freed);
            return "heavy";
          });
    }
    waitFor(runs);
    assertThat(submit(LIGHT, "light", 1).join()).isEqualTo("light");
    assertThat(pool.waiting()).isEqualTo(4);
    freed.countDown();
  }

  @Test
  void beyond_the_places_of_a_user_theirs_are_refused_and_others_wait() {
    close();
    pool = pool(1, 100, 2);
    var held = hold();
    var first = submit(HEAVY, "first", 1);
    var second = submit(HEAVY, "second", 1);
    assertRefused(submit(HEAVY, "third", 1));
    var other = submit(LIGHT, "other", 1);
    held.countDown();
    assertThat(List.of(first.join(), second.join(), other.join()))
        .containsExactly("first", "second", "other");
  }

  @Test
  void where_all_places_are_taken_who_has_most_gives_one_up() {
    close();
    pool = pool(1, 4, 4);
    var held = hold();
    var heavy = IntStream.range(0, 4).mapToObj(i -> submit(HEAVY, "heavy " + i, 1)).toList();
    var light = submit(LIGHT, "light", 1);
    assertRefused(heavy.get(3));
    var other = submit(OTHER, "other", 1);
    assertRefused(heavy.get(2));
    assertRefused(submit(LIGHT, "one more", 1));
    assertRefused(submit(HEAVY, "one more", 1));
    held.countDown();
    assertThat(List.of(heavy.get(0).join(), heavy.get(1).join(), light.join(), other.join()))
        .containsExactly("heavy 0", "heavy 1", "light", "other");
  }

  @Test
  void what_waited_too_long_is_refused_when_its_turn_comes() {
    var held = hold();
    var late = submit(LIGHT, "late", 1);
    now.addAndGet(Duration.ofSeconds(6).toNanos());
    var inTime = submit(LIGHT, "in time", 1);
    held.countDown();
    assertRefused(late);
    assertThat(inTime.join()).isEqualTo("in time");
    assertThat(ran).containsExactly("in time");
  }

  @Test
  void a_search_that_fails_fails_alone() {
    var failed =
        pool.submit(
                LIGHT,
                deadline -> {
                  throw new StackOverflowError("deep");
                })
            .toCompletableFuture();
    assertThatThrownBy(failed::get).hasCauseInstanceOf(StackOverflowError.class);
    assertThat(submit(LIGHT, "next", 1).join()).isEqualTo("next");
  }

  @Test
  void nobody_is_remembered_once_nothing_is_to_be_done() {
    var all = IntStream.range(10, 60).mapToObj(i -> submit(new UserId(i), "search", 1)).toList();
    all.forEach(CompletableFuture::join);
    await().until(() -> pool.remembered() == 0);
  }

  @Test
  void closing_ends_what_was_accepted_and_refuses_what_comes() {
    var all = IntStream.range(0, 5).mapToObj(i -> submit(LIGHT, "search", 1)).toList();
    pool.close();
    assertThat(all).allSatisfy(search -> assertThat(search.join()).isEqualTo("search"));
    assertRefused(submit(LIGHT, "too late", 1));
  }
}
