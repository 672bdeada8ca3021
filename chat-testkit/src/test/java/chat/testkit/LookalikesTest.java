package chat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookalikesTest {
  @Test
  void what_is_the_same_folds_to_the_same() {
    for (var pair : Lookalikes.SAME) {
      assertThat(Text.folded(pair.other())).as("%s", pair).isEqualTo(Text.folded(pair.one()));
      assertThat(pair.other()).isNotEqualTo(pair.one());
    }
  }

  @Test
  void what_is_different_folds_to_neither_nor_into_the_other() {
    for (var pairs : List.of(Lookalikes.DIFFERENT, Lookalikes.ALIKE, Lookalikes.ALIKE_IN_ASCII)) {
      for (var pair : pairs) {
        assertThat(Text.folded(pair.other())).doesNotContain(Text.folded(pair.one()));
        assertThat(Text.folded(pair.one())).doesNotContain(Text.folded(pair.other()));
      }
    }
  }
}
