package chat.domain.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PasswordRulesTest {
  private final PasswordRules strict =
      new PasswordRules(10, password -> password.value().equals("passwordpassword"));

  @Test
  void characters_are_counted_as_people_do() {
    assertThat(strict.problem(new Password("🔑".repeat(9))))
        .contains("must have at least 10 characters");
    assertThat(strict.problem(new Password("🔑".repeat(10)))).isEmpty();
  }

  @Test
  void common_ones_are_refused_where_they_are_checked() {
    assertThat(strict.problem(new Password("passwordpassword")))
        .contains("must not be one of the most common ones");
    var usual = new PasswordRules(6, null);
    assertThat(usual.problem(new Password("passwordpassword"))).isEmpty();
    assertThat(usual.problem(new Password("secret"))).isEmpty();
  }

  @Test
  void a_minimum_that_no_password_can_have_is_refused() {
    for (int minimum : new int[] {-1, 5, 73}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new PasswordRules(minimum, null));
    }
  }
}
