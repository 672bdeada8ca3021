package chat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.NameSkeletons;
import chat.domain.Skeleton;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link NameSkeletons} promises. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface NameSkeletonsContract {
  NameSkeletons skeletons();

  @Test
  default void names_that_look_alike_have_one_skeleton() {
    for (var pair : Lookalikes.ALIKE) {
      assertThat(of(pair.other())).as("%s", pair).isEqualTo(of(pair.one()));
    }
  }

  @Test
  default void letters_of_one_script_may_look_alike() {
    for (var pair : Lookalikes.ALIKE_IN_ASCII) {
      assertThat(of(pair.other())).as("%s", pair).isEqualTo(of(pair.one()));
    }
  }

  @Test
  default void names_that_look_different_have_different_skeletons() {
    for (var pair : Lookalikes.DIFFERENT) {
      assertThat(of(pair.other())).as("%s", pair).isNotEqualTo(of(pair.one()));
    }
    var names =
        List.of("alice", "alicia", "bob", "b o b", "boba", "\u0432\u043e\u0432\u0430", "77");
    assertThat(names.stream().map(this::of).distinct()).hasSize(names.size());
  }

  @Test
  default void case_and_blanks_in_a_row_make_no_difference() {
    assertThat(of("ALICE In Wonderland")).isEqualTo(of("alice in  wonderland"));
    assertThat(of("alice\u00a0in\u3000wonderland ")).isEqualTo(of("alice in wonderland"));
  }

  @Test
  default void any_text_has_a_skeleton() {
    for (var text :
        List.of("", " ", "\u200b", "\ufdfa".repeat(8), "\ud83d", "\0", "\ud83d\udc69")) {
      assertThat(of(text)).isEqualTo(of(text));
    }
  }

  @Test
  default void the_version_is_short_and_stays() {
    assertThat(skeletons().version())
        .isEqualTo(skeletons().version())
        .hasSizeBetween(1, 64)
        .matches("[!-~]+");
  }

  @Test
  default void eight_at_once_do_not_disturb_each_other() {
    var names = IntStream.range(0, 500).mapToObj(i -> "user \u0430 " + i).toList();
    var alone = names.stream().map(this::of).collect(Collectors.toList());
    assertThat(Race.of(8, i -> names.stream().map(this::of).collect(Collectors.toList())))
        .containsOnly(alone);
  }

  private Skeleton of(String name) {
    return skeletons().of(name);
  }
}
