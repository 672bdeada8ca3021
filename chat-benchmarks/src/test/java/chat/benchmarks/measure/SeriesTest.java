package chat.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {
  @Test
  void the_median_is_the_one_in_the_middle() {
    assertThat(new Series(List.of(5.0, 1.0, 100.0)).median()).isEqualTo(5);
    assertThat(new Series(List.of(4.0, 1.0, 100.0, 2.0)).median()).isEqualTo(3);
    assertThat(new Series(List.of(7.0)).median()).isEqualTo(7);
  }

  @Test
  void the_spread_is_from_the_least_to_the_most() {
    var series = new Series(List.of(5.0, 1.0, 100.0));
    assertThat(series.min()).isEqualTo(1);
    assertThat(series.max()).isEqualTo(100);
  }

  @Test
  void there_is_no_series_of_nothing() {
    assertThatThrownBy(() -> new Series(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_process_uses_memory_and_time() {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < 50_000_000) {
      Thread.onSpinWait();
    }
    assertThat(Usage.cpuSeconds(ProcessHandle.current())).isPositive();
    assertThat(Usage.residentBytes(ProcessHandle.current())).isGreaterThan(1_000_000);
  }
}
