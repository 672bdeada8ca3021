package chat.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Begins just before it overflows, as the clock of a machine may. */
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void it_is_over_when_its_time_has_passed() {
    var deadline = Deadline.after(SECOND, now::get);
    assertThat(deadline.left()).isEqualTo(SECOND);
    pass(SECOND.minusNanos(1));
    assertThat(deadline.isOver()).isFalse();
    deadline.check();
    pass(Duration.ofNanos(1));
    assertThat(deadline.isOver()).isTrue();
    assertThatThrownBy(deadline::check).isInstanceOf(DeadlineExceeded.class);
    pass(SECOND);
    assertThat(deadline.left()).isZero();
  }

  @Test
  void of_two_the_earlier_counts() {
    var deadline = Deadline.after(SECOND.multipliedBy(2), now::get);
    assertThat(deadline.atMost(SECOND).left()).isEqualTo(SECOND);
    assertThat(deadline.atMost(SECOND.multipliedBy(3))).isSameAs(deadline);
    assertThat(deadline.half().left()).isEqualTo(SECOND);
  }

  @Test
  void half_of_one_that_is_over_is_over() {
    var deadline = Deadline.after(Duration.ZERO, now::get);
    assertThat(deadline.half().isOver()).isTrue();
  }
}
