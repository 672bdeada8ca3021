package chat.adapter.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Backlog<String> backlog = new Backlog<>(100);

  @Test
  void within_the_budget_nothing_is_given_up() {
    assertThat(backlog.put("a", 50, 0)).isEmpty();
    assertThat(backlog.put("b", 50, 1)).isEmpty();

    assertThat(backlog.bytes()).isEqualTo(100);
  }

  @Test
  void beyond_the_budget_the_oldest_are_given_up_and_never_the_newcomer() {
    backlog.put("a", 40, 0);
    backlog.put("b", 40, 1);

    assertThat(backlog.put("c", 90, 2)).containsExactly("a", "b");
    assertThat(backlog.put("d", 1_000, 3)).containsExactly("c");

    assertThat(backlog.size()).isEqualTo(1);
  }

  @Test
  void one_that_grows_is_counted_anew_and_stays_as_old_as_it_is() {
    backlog.put("a", 10, 0);
    backlog.put("b", 10, 1);

    backlog.put("a", 60, 2);

    assertThat(backlog.bytes()).isEqualTo(70);
    assertThat(backlog.put("c", 60, 3)).containsExactly("a");
  }

  @Test
  void what_no_longer_waits_is_not_counted() {
    backlog.put("a", 60, 0);

    backlog.remove("a");
    backlog.remove("a");

    assertThat(backlog.bytes()).isZero();
    assertThat(backlog.put("b", 100, 1)).isEmpty();
  }

  @Test
  void those_that_waited_too_long_are_removed() {
    backlog.put("a", 10, 0);
    backlog.put("b", 10, SECOND);
    backlog.put("a", 20, 3 * SECOND);

    assertThat(backlog.removeOlderThan(Duration.ofSeconds(3), 3 * SECOND)).containsExactly("a");

    assertThat(backlog.bytes()).isEqualTo(10);
  }
}
