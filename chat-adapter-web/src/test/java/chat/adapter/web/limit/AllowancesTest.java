package chat.adapter.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import chat.testkit.Race;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllowancesTest {
  private static final int MAX_KEYS = 100;
  private static final Rate THREE_PER_HOUR = Rate.perHour("tries", 3);

  private final SettableTime time = new SettableTime();
  private final Allowances<Integer> allowances = new Allowances<>(THREE_PER_HOUR, time, MAX_KEYS);

  @Test
  void what_is_full_again_is_forgotten_when_another_comes() {
    take(0, 50);
    time.pass(Duration.ofMinutes(20));

    take(50, 51);

    assertThat(allowances.keys()).isEqualTo(1);
  }

  @Test
  void what_is_not_full_yet_is_kept() {
    for (int i = 0; i < 3; i++) {
      take(0, 50);
    }
    time.pass(Duration.ofMinutes(59));

    take(50, 51);

    assertThat(allowances.keys()).isEqualTo(51);
    assertThat(IntStream.range(0, 50).map(this::takeAll)).containsOnly(2);
  }

  @Test
  void however_many_come_no_more_are_kept() {
    take(0, 100_000);

    assertThat(allowances.keys()).isEqualTo(MAX_KEYS);
  }

  @Test
  void those_beyond_are_limited_all_the_same() {
    take(0, MAX_KEYS);

    int granted = IntStream.range(MAX_KEYS, 100_000).map(this::takeAll).sum();

    assertThat(granted).isEqualTo(3 * Allowances.SHARED);
  }

  @Test
  void those_who_were_there_before_notice_nothing_of_those_beyond() {
    take(0, MAX_KEYS);
    take(MAX_KEYS, 100_000);

    assertThat(IntStream.range(0, MAX_KEYS).map(this::takeAll)).containsOnly(2);
  }

  @Test
  void when_there_is_room_again_everybody_gets_an_allowance_of_their_own() {
    take(0, 2 * MAX_KEYS);
    time.pass(Duration.ofMinutes(20));

    take(1_000, 1_001);

    assertThat(allowances.keys()).isEqualTo(1);
  }

  @Test
  void what_is_given_back_can_be_taken_again_but_not_saved_up() {
    var first = allowances.reserve(7);
    time.pass(Duration.ofMinutes(20));
    first.giveBack();

    assertThat(takeAll(7)).isEqualTo(3);
  }

  @Test
  void nobody_takes_from_what_is_forgotten() {
    var allowance = new Allowance(THREE_PER_HOUR.bandwidth(), time);
    assertThat(allowance.take()).isEqualTo(Allowance.TAKEN);
    assertThat(allowance.forgetIfFull()).isFalse();
    allowance.giveBack();

    assertThat(allowance.forgetIfFull()).isTrue();

    assertThat(allowance.take()).isEqualTo(Allowance.FORGOTTEN);
  }

  @Test
  void forgetting_grants_nobody_anything_more() {
    // One token that whoever has it gives back, which is a lock, forgotten again and again.
    var lock = new Allowances<Integer>(new Rate("lock", 1, Duration.ofDays(3_650)), time, MAX_KEYS);
    var holders = new AtomicInteger();
    var most = new AtomicInteger();
    var granted = new AtomicInteger();
    Race.of(
        4,
        racer -> {
          for (int i = 0; i < 20_000; i++) {
            var reservation = lock.reserve(0);
            if (reservation.permit().granted()) {
              granted.incrementAndGet();
              most.accumulateAndGet(holders.incrementAndGet(), Math::max);
              // Holds it for long enough to be found out.
              for (int spin = 0; spin < 200; spin++) {
                Thread.onSpinWait();
              }
              holders.decrementAndGet();
              reservation.giveBack();
            }
            time.pass(Duration.ofSeconds(10));
            lock.reserve(-1 - racer).giveBack();
          }
          return granted;
        });

    assertThat(granted).hasValueGreaterThan(1);
    assertThat(most).hasValue(1);
  }

  private void take(int fromKey, int toKey) {
    IntStream.range(fromKey, toKey).forEach(allowances::take);
  }

  /** Takes until there is no more; at least tries once, and says how often it went well. */
  private int takeAll(int key) {
    int taken = 0;
    while (allowances.take(key).granted()) {
      taken++;
    }
    return taken;
  }
}
