package chat.adapter.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private final Patience patience = Patience.DEFAULTS;

  @Test
  void a_client_that_takes_nothing_is_too_slow_after_the_pause() {
    assertThat(patience.tooSlow(seconds(20), 0)).isFalse();
    assertThat(patience.tooSlow(seconds(21), 0)).isTrue();
  }

  @Test
  void a_byte_now_and_then_is_not_enough() {
    assertThat(patience.tooSlow(seconds(30), 30)).isTrue();
    assertThat(patience.tooSlow(seconds(30), 20_480)).isFalse();
  }

  @Test
  void a_slow_line_is_fast_enough_however_long_it_takes() {
    assertThat(patience.tooSlow(seconds(3_600), 3_600L * patience.bytesPerSecond())).isFalse();
  }

  private static long seconds(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
