package chat.adapter.persistence.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BatchesTest {
  @Test
  void cutting_keeps_each_element_once_and_in_order() {
    assertThat(Batches.cut(numbers(7)))
        .containsExactly(List.of(1, 2, 3, 4), List.of(5, 6), List.of(7));
    assertThat(Batches.cut(numbers(600)))
        .extracting(List::size)
        .containsExactly(256, 256, 64, 16, 8);
    assertThat(Batches.cut(List.of())).isEmpty();
  }

  @Test
  void padding_repeats_the_last_element() {
    assertThat(Batches.padded(numbers(1))).containsExactly(List.of(1));
    assertThat(Batches.padded(numbers(5))).containsExactly(List.of(1, 2, 3, 4, 5, 5, 5, 5));
    assertThat(Batches.padded(numbers(300))).extracting(List::size).containsExactly(256, 64);
    assertThat(Batches.padded(List.of())).isEmpty();
  }

  @Test
  void a_part_is_repeated_with_separators_between() {
    assertThat(Batches.repeat("?", ", ", 1)).isEqualTo("?");
    assertThat(Batches.repeat("?", ", ", 3)).isEqualTo("?, ?, ?");
  }

  private static List<Integer> numbers(int count) {
    return IntStream.rangeClosed(1, count).boxed().toList();
  }
}
