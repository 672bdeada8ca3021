package chat.testkit.user;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.user.Password;
import chat.domain.user.PasswordHash;
import chat.domain.user.PasswordHasher;
import chat.testkit.Race;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link PasswordHasher} promises, but for its taking as long for a wrong password. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface PasswordHasherContract {
  /** The hasher under test, as cheap as it can be made. */
  PasswordHasher hasher();

  /** One of the same kind that puts less work into a hash. */
  PasswordHasher hasherOfLessWork();

  @Test
  default void a_hash_matches_the_password_it_was_made_from() {
    for (var text :
        List.of("secret1", "  blank  ", "пароль", "密码密码密码", "🔑🔑🔑🔑🔑🔑", "x".repeat(72))) {
      var password = new Password(text);
      assertThat(hasher().matches(password, hasher().hash(password))).as(text).isTrue();
    }
  }

  @Test
  default void two_hashes_of_one_password_differ_and_both_match() {
    var password = new Password("secret1");
    var one = hasher().hash(password);
    var other = hasher().hash(password);
    assertThat(one).isNotEqualTo(other);
    assertThat(hasher().matches(password, one)).isTrue();
    assertThat(hasher().matches(password, other)).isTrue();
  }

  @Test
  default void another_password_does_not_match() {
    var hash = hasher().hash(new Password("secret1"));
    for (var text : List.of("secret2", "secret", "secret11", "secret1 ", " secret1")) {
      assertThat(hasher().matches(new Password(text), hash)).as(text).isFalse();
    }
  }

  @Test
  default void case_counts() {
    var hash = hasher().hash(new Password("secret1"));
    assertThat(hasher().matches(new Password("Secret1"), hash)).isFalse();
  }

  @Test
  default void two_ways_to_write_one_letter_are_two_passwords() {
    var hash = hasher().hash(new Password("caf\u00e9 noir"));
    assertThat(hasher().matches(new Password("cafe\u0301 noir"), hash)).isFalse();
  }

  @Test
  default void letters_beyond_ascii_are_told_apart() {
    assertThat(hasher().matches(new Password("жжжжжж"), hasher().hash(new Password("шшшшшш"))))
        .isFalse();
    assertThat(
            hasher()
                .matches(new Password("😀😀😀😀😀😀"), hasher().hash(new Password("😁😁😁😁😁😁"))))
        .isFalse();
  }

  @Test
  default void the_last_of_72_bytes_counts() {
    var hash = hasher().hash(new Password("x".repeat(71) + "y"));
    assertThat(hasher().matches(new Password("x".repeat(72)), hash)).isFalse();
    assertThat(hasher().matches(new Password("x".repeat(71)), hash)).isFalse();
  }

  @Test
  default void a_malformed_hash_matches_nothing_and_does_not_throw() {
    var password = new Password("secret1");
    var good = hasher().hash(password).value();
    for (var text :
        List.of(
            "x",
            " ",
            "secret1",
            ":",
            "$",
            "$2a$",
            "$2a$04$",
            "$2a$99$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "$2z$04$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "$argon2id$v=19$m=16,t=2,p=1$c2FsdA$aGFzaA",
            "🔑🔑🔑",
            "\0\0\0",
            good.substring(0, good.length() - 1),
            good.substring(0, good.length() / 2),
            good.substring(1),
            good + "x",
            "z".repeat(PasswordHash.MAX_CHARACTERS))) {
      assertThat(hasher().matches(password, new PasswordHash(text))).as(text).isFalse();
    }
  }

  @Test
  default void a_hash_of_less_work_is_outdated_and_still_matches() {
    var password = new Password("secret1");
    var before = hasherOfLessWork().hash(password);
    assertThat(hasher().isOutdated(before)).isTrue();
    assertThat(hasher().matches(password, before)).isTrue();
  }

  @Test
  default void a_new_hash_one_of_more_work_and_a_malformed_one_are_not_outdated() {
    var fresh = hasher().hash(new Password("secret1"));
    assertThat(hasher().isOutdated(fresh)).isFalse();
    assertThat(hasherOfLessWork().isOutdated(fresh)).isFalse();
    assertThat(hasher().isOutdated(new PasswordHash("x"))).isFalse();
    var cut = fresh.value().substring(0, fresh.value().length() - 1);
    assertThat(hasher().isOutdated(new PasswordHash(cut))).isFalse();
  }

  @Test
  default void a_hash_does_not_show_the_password() {
    assertThat(hasher().hash(new Password("secret1")).value()).doesNotContain("secret1");
  }

  @Test
  default void eight_at_once_do_not_disturb_each_other() {
    var matches =
        Race.of(
            8,
            i -> {
              var password = new Password("secret" + i);
              var hash = hasher().hash(password);
              return hasher().matches(password, hash)
                  && !hasher().matches(new Password("secret" + (i + 1)), hash);
            });
    assertThat(matches).containsOnly(true);
  }
}
