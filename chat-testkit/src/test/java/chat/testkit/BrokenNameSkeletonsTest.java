package chat.testkit;

import static chat.testkit.Verdict.failures;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.NameSkeletons;
import chat.domain.Skeleton;
import chat.domain.Text;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Those who know which names look alike but for one promise, and what the contract says of them.
 */
class BrokenNameSkeletonsTest {
  abstract static class Broken implements NameSkeletonsContract, NameSkeletons {
    private final PlainNameSkeletons sound = new PlainNameSkeletons();

    @Override
    public NameSkeletons skeletons() {
      return this;
    }

    @Override
    public Skeleton of(String name) {
      return sound.of(name);
    }

    @Override
    public String version() {
      return sound.version();
    }
  }

  static class KnowsNoLookalikes extends Broken {
    @Override
    public Skeleton of(String name) {
      return new Skeleton(Text.folded(name).strip().replaceAll("\\s+", " "));
    }
  }

  static class FoldsFirst extends Broken {
    @Override
    public Skeleton of(String name) {
      return super.of(Text.folded(name));
    }
  }

  static class TakesAllBeyondAsciiForOne extends Broken {
    @Override
    public Skeleton of(String name) {
      return super.of(super.of(name).value().replaceAll("[^\\x{0}-\\x{7f}]+", "?"));
    }
  }

  static class MindsBlanks extends Broken {
    @Override
    public Skeleton of(String name) {
      return new Skeleton(super.of(name).value() + name.replaceAll("\\S+", "x"));
    }
  }

  static class ThrowsAtHalves extends Broken {
    @Override
    public Skeleton of(String name) {
      if (!Text.isWellFormed(name)) {
        throw new IllegalArgumentException("half an emoji");
      }
      return super.of(name);
    }
  }

  static class HasANewVersionEachTime extends Broken {
    @Override
    public String version() {
      return "v" + Tag.next().toLowerCase(Locale.ROOT);
    }
  }

  @Test
  void a_sound_one_passes() {
    assertThat(failures(PlainNameSkeletonsTest.class)).isEmpty();
  }

  @Test
  void one_that_knows_no_lookalikes_is_caught() {
    assertThat(failures(KnowsNoLookalikes.class))
        .containsExactly(
            "letters_of_one_script_may_look_alike", "names_that_look_alike_have_one_skeleton");
  }

  @Test
  void one_that_folds_first_is_caught() {
    assertThat(failures(FoldsFirst.class))
        .containsExactly("names_that_look_alike_have_one_skeleton");
  }

  @Test
  void one_that_takes_all_beyond_ascii_for_one_is_caught() {
    assertThat(failures(TakesAllBeyondAsciiForOne.class))
        .containsExactly("names_that_look_different_have_different_skeletons");
  }

  @Test
  void one_that_minds_blanks_is_caught() {
    assertThat(failures(MindsBlanks.class)).contains("case_and_blanks_in_a_row_make_no_difference");
  }

  @Test
  void one_that_throws_at_halves_is_caught() {
    assertThat(failures(ThrowsAtHalves.class)).containsExactly("any_text_has_a_skeleton");
  }

  @Test
  void one_that_has_a_new_version_each_time_is_caught() {
    assertThat(failures(HasANewVersionEachTime.class))
        .containsExactly("the_version_is_short_and_stays");
  }
}
