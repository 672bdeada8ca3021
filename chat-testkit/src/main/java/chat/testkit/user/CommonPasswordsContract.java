package chat.testkit.user;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.user.CommonPasswords;
import chat.domain.user.Password;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link CommonPasswords} promises. */
public interface CommonPasswordsContract {
  CommonPasswords common();

  @Test
  default void the_most_common_ones_are_known() {
    for (var text : List.of("123456", "password", "qwerty", "iloveyou")) {
      assertThat(common().contains(new Password(text))).as(text).isTrue();
    }
  }

  @Test
  default void case_makes_no_difference() {
    for (var text : List.of("Password", "QWERTY", "iLoveYou")) {
      assertThat(common().contains(new Password(text))).as(text).isTrue();
    }
  }

  @Test
  default void others_are_not() {
    for (var text :
        List.of("correct horse", "password of mine", " 123456", "пароль!", "🔑🔑🔑🔑🔑🔑")) {
      assertThat(common().contains(new Password(text))).as(text).isFalse();
    }
  }
}
