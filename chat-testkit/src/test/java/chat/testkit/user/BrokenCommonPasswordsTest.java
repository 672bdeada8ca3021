package chat.testkit.user;

import static chat.testkit.Verdict.failures;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.user.CommonPasswords;
import org.junit.jupiter.api.Test;

/** Lists of common passwords that break one promise each, and what the contract says of them. */
class BrokenCommonPasswordsTest {
  static class KnowsNone implements CommonPasswordsContract {
    @Override
    public CommonPasswords common() {
      return password -> false;
    }
  }

  static class MindsTheCase implements CommonPasswordsContract {
    @Override
    public CommonPasswords common() {
      var few = new FewCommonPasswords();
      return password ->
          password.value().chars().noneMatch(Character::isUpperCase) && few.contains(password);
    }
  }

  static class FindsThemAnywhere implements CommonPasswordsContract {
    @Override
    public CommonPasswords common() {
      return password -> password.value().matches("(?i).*(123456|password|qwerty|iloveyou).*");
    }
  }

  @Test
  void a_sound_list_passes() {
    assertThat(failures(FewCommonPasswordsTest.class)).isEmpty();
  }

  @Test
  void one_that_knows_none_is_caught() {
    assertThat(failures(KnowsNone.class))
        .containsExactly("case_makes_no_difference", "the_most_common_ones_are_known");
  }

  @Test
  void one_that_minds_the_case_is_caught() {
    assertThat(failures(MindsTheCase.class)).containsExactly("case_makes_no_difference");
  }

  @Test
  void one_that_finds_them_anywhere_is_caught() {
    assertThat(failures(FindsThemAnywhere.class)).containsExactly("others_are_not");
  }
}
