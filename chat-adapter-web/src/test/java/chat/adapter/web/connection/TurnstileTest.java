package chat.adapter.web.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnstileTest {
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private final Turnstile<String> turnstile = new Turnstile<>(1, later::add);

  @Test
  void who_finds_it_free_passes_on_the_same_thread() {
    turnstile.pass("ann", () -> done.add("ann"));
    turnstile.pass("bob", () -> done.add("bob"));
    assertThat(done).containsExactly("ann", "bob");
    assertThat(later).isEmpty();
  }

  @Test
  void one_who_sends_many_lets_the_others_take_their_turns() {
    turnstile.pass(
        "ann",
        () -> {
          IntStream.rangeClosed(1, 3)
              .forEach(i -> turnstile.pass("mallory", () -> done.add("mallory " + i)));
          turnstile.pass("bob", () -> done.add("bob"));
          assertThat(done).isEmpty();
        });
    while (!later.isEmpty()) {
      assertThat(later).hasSize(1);
      later.remove().run();
    }
    assertThat(done).containsExactly("mallory 1", "bob", "mallory 2", "mallory 3");
  }

  @Test
  void work_that_fails_leaves_the_place_to_the_next() {
    Runnable fails =
        () -> {
          turnstile.pass("bob", () -> done.add("bob"));
          throw new IllegalStateException("a bug");
        };
    assertThatThrownBy(() -> turnstile.pass("ann", fails)).hasMessage("a bug");
    later.remove().run();
    turnstile.pass("carol", () -> done.add("carol"));
    assertThat(done).containsExactly("bob", "carol");
  }

  @Test
  void of_many_threads_no_more_than_the_most_are_inside() throws InterruptedException {
    var threads = Executors.newFixedThreadPool(16);
    try {
      var two = new Turnstile<Integer>(2, threads);
      var inside = new AtomicInteger();
      var worst = new AtomicInteger();
      var all = new CountDownLatch(2_000);
      for (int i = 0; i < 2_000; i++) {
        int client = i % 7;
        threads.execute(
            () ->
                two.pass(
                    client,
                    () -> {
                      worst.accumulateAndGet(inside.incrementAndGet(), Math::max);
                      inside.decrementAndGet();
                      all.countDown();
                    }));
      }
      assertThat(all.await(1, TimeUnit.MINUTES)).isTrue();
      assertThat(worst.get()).isBetween(1, 2);
    } finally {
      threads.shutdown();
    }
  }
}
