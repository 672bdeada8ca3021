package chat.application.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.application.Overloaded;
import chat.application.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PasswordPoolTest {
  private static final Source ANYBODY = new Source("anybody");

  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());

  @Test
  void beyond_its_bound_work_is_refused_at_once_and_accepted_work_is_done() throws Exception {
    try (var pool = new PasswordPool(1, 2)) {
      var accepted = new ArrayList<CompletableFuture<String>>();
      for (int i = 0; i < 3; i++) {
        accepted.add(pool.submit(ANYBODY, this::afterwards).toCompletableFuture());
      }
      assertRefused(pool.submit(ANYBODY, () -> "too many").toCompletableFuture());
      mayEnd.countDown();
      for (var work : accepted) {
        assertThat(work.get()).isEqualTo("done");
      }
    }
  }

  @Test
  void sources_take_turns_however_much_each_sends() throws Exception {
    try (var pool = occupied(10)) {
      var all = new ArrayList<CompletableFuture<String>>();
      for (var name : List.of("a1", "a2", "a3", "a4", "b1", "b2", "c1")) {
        all.add(send(pool, name));
      }
      mayEnd.countDown();
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get();
      assertThat(done).containsExactly("a1", "b1", "c1", "a2", "b2", "a3", "a4");
    }
  }

  @Test
  void who_sends_little_displaces_the_newest_of_who_sends_most() throws Exception {
    try (var pool = occupied(5)) {
      var many = IntStream.rangeClosed(1, 5).mapToObj(i -> send(pool, "a" + i)).toList();
      assertRefused(send(pool, "a6"));

      var first = send(pool, "b1");
      assertRefused(many.get(4));
      var second = send(pool, "b2");
      assertRefused(many.get(3));
      // As many as the other has: nothing would be gained.
      assertRefused(send(pool, "b3"));
      var third = send(pool, "c1");
      assertRefused(many.get(2));

      mayEnd.countDown();
      for (var work : List.of(many.get(0), many.get(1), first, second, third)) {
        work.get();
      }
      assertThat(done).containsExactly("a1", "b1", "c1", "a2", "b2");
    }
  }

  @Test
  void four_who_send_all_they_can_leave_every_other_a_turn() throws Exception {
    try (var pool = occupied(64)) {
      for (int i = 0; i < 1_000; i++) {
        var unused = send(pool, "abcd".charAt(i % 4) + "" + i);
      }
      var others =
          IntStream.range(0, 20).mapToObj(i -> send(pool, (char) ('A' + i) + "1")).toList();
      assertThat(others).noneMatch(CompletableFuture::isDone);
      mayEnd.countDown();
      for (var login : others) {
        login.get();
      }
      // One of each of the four was before them, and no more.
      assertThat(done.indexOf("T1")).isEqualTo(4 + 20 - 1);
    }
  }

  @Test
  void known_sources_and_strangers_take_turns_however_many_strangers_there_are() throws Exception {
    try (var pool = occupied(10)) {
      var all = new ArrayList<CompletableFuture<String>>();
      for (var name : List.of("a1", "b1", "c1", "d1")) {
        all.add(send(pool, name));
      }
      for (var name : List.of("x1", "x2", "y1")) {
        all.add(sendKnown(pool, name));
      }
      mayEnd.countDown();
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get();
      assertThat(done).containsExactly("x1", "a1", "y1", "b1", "x2", "c1", "d1");
    }
  }

  @Test
  void a_full_queue_has_room_for_half_of_each_kind() throws Exception {
    try (var pool = occupied(4)) {
      var strangers = Stream.of("a1", "b1", "c1", "d1").map(name -> send(pool, name)).toList();
      var known = Stream.of("x1", "y1").map(name -> sendKnown(pool, name)).toList();
      assertThat(strangers.stream().filter(CompletableFuture::isDone)).hasSize(2);
      // As many as the strangers: nothing of theirs makes room for more.
      assertRefused(sendKnown(pool, "z1"));
      assertRefused(send(pool, "e1"));
      mayEnd.countDown();
      for (var work : known) {
        work.get();
      }
    }
  }

  @Test
  void work_that_may_be_left_undone_displaces_none() throws Exception {
    try (var pool = occupied(2)) {
      var a1 = send(pool, "a1");
      var a2 = send(pool, "a2");
      assertRefused(
          pool.submitIfThereIsRoom(new Source("b"), () -> "left undone").toCompletableFuture());
      mayEnd.countDown();
      assertThat(a1.get() + a2.get()).isEqualTo("a1a2");
    }
  }

  @Test
  void closing_does_what_was_accepted_and_takes_no_more() throws Exception {
    var pool = occupied(5);
    var accepted = send(pool, "a1");
    mayEnd.countDown();
    pool.close();
    assertThat(accepted.get()).isEqualTo("a1");
    assertRefused(send(pool, "a2"));
  }

  /** With one thread, which has something to do until {@link #mayEnd}. */
  private PasswordPool occupied(int waiting) throws InterruptedException {
    var pool = new PasswordPool(1, waiting);
    var unused = pool.submit(new Source("occupies"), this::afterwards);
    started.await();
    return pool;
  }

  /** From a source that the first letter names. */
  private CompletableFuture<String> send(PasswordPool pool, String name) {
    return send(pool, new Source(name.substring(0, 1)), name);
  }

  private CompletableFuture<String> sendKnown(PasswordPool pool, String name) {
    return send(pool, new Source(name.substring(0, 1), true), name);
  }

  private CompletableFuture<String> send(PasswordPool pool, Source source, String name) {
    return pool.submit(
            source,
            () -> {
              done.add(name);
              return name;
            })
        .toCompletableFuture();
  }

  private static void assertRefused(CompletableFuture<?> work) {
    assertThat(work).isDone();
    assertThatThrownBy(work::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            Overloaded.class, overloaded -> assertThat(overloaded.retryAfter()).isPositive());
  }

  private String afterwards() {
    try {
      started.countDown();
      mayEnd.await();
      return "done";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
