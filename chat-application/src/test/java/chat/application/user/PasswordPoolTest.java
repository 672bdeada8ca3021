package chat.application.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.application.Overloaded;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class PasswordPoolTest {
  @Test
  void beyond_its_bound_work_is_refused_at_once_and_accepted_work_is_done() throws Exception {
    var mayEnd = new CountDownLatch(1);
    try (var pool = new PasswordPool(1, 2)) {
      var accepted = new ArrayList<CompletableFuture<String>>();
      for (int i = 0; i < 3; i++) {
        accepted.add(pool.submit(() -> after(mayEnd)).toCompletableFuture());
      }
      var refused = pool.submit(() -> "too many").toCompletableFuture();
      assertThatThrownBy(refused::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOfSatisfying(
              Overloaded.class, overloaded -> assertThat(overloaded.retryAfter()).isPositive());
      mayEnd.countDown();
      for (var work : accepted) {
        assertThat(work.get()).isEqualTo("done");
      }
    }
  }

  private static String after(CountDownLatch signal) {
    try {
      signal.await();
      return "done";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
