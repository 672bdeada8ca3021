package chat.adapter.web.socket.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private final List<String> calls = new ArrayList<>();
  private final MemoryBudget budget =
      new MemoryBudget(1_000, () -> calls.add("exceeded"), () -> calls.add("space"));

  @Test
  void what_is_kept_already_is_counted_even_beyond_the_limit() {
    budget.take(1_000);
    assertThat(calls).isEmpty();
    budget.take(1);
    assertThat(calls).containsExactly("exceeded");
    assertThat(budget.isExceeded()).isTrue();
    budget.giveBack(1);
    assertThat(budget.isExceeded()).isFalse();
  }

  @Test
  void reservations_get_the_first_half_alone() {
    assertThat(budget.reserve(500)).isTrue();
    assertThat(budget.reserve(1)).isFalse();
    assertThat(budget.used()).isEqualTo(500);
  }

  @Test
  void space_is_announced_once_to_a_reservation_that_failed() {
    assertThat(budget.reserve(500)).isTrue();
    budget.giveBack(100);
    assertThat(calls).isEmpty();
    assertThat(budget.reserve(200)).isFalse();
    budget.giveBack(100);
    budget.giveBack(100);
    assertThat(calls).containsExactly("space");
  }

  @Test
  void bytes_that_several_mailboxes_keep_count_once() {
    var shared = new Frames(new byte[200], 1, false);
    shared.hold(budget);
    long once = budget.used();
    shared.hold(budget);
    assertThat(once).isGreaterThanOrEqualTo(200);
    assertThat(budget.used() - once).isLessThan(100);
    shared.release(budget);
    shared.release(budget);
    assertThat(budget.used()).isZero();
  }
}
