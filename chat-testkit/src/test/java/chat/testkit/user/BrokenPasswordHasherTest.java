package chat.testkit.user;

import static chat.testkit.Verdict.failures;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.user.Password;
import chat.domain.user.PasswordHash;
import chat.domain.user.PasswordHasher;
import chat.testkit.Tag;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Hashers that break one promise each, and what the contract says of them. */
class BrokenPasswordHasherTest {
  abstract static class Broken implements PasswordHasherContract {
    @Override
    public PasswordHasher hasherOfLessWork() {
      return new PlainPasswordHasher(1);
    }
  }

  /** Hands everything on. */
  static class Passing implements PasswordHasher {
    private final PlainPasswordHasher hasher = new PlainPasswordHasher();

    @Override
    public PasswordHash hash(Password password) {
      return hasher.hash(password);
    }

    @Override
    public boolean matches(Password password, PasswordHash hash) {
      return hasher.matches(password, hash);
    }

    @Override
    public boolean isOutdated(PasswordHash hash) {
      return hasher.isOutdated(hash);
    }
  }

  static class TakesNoneForOutdated extends Broken {
    @Override
    public PasswordHasher hasher() {
      return new Passing() {
        @Override
        public boolean isOutdated(PasswordHash hash) {
          return false;
        }
      };
    }
  }

  static class TakesAllForOutdated extends Broken {
    @Override
    public PasswordHasher hasher() {
      return new Passing() {
        @Override
        public boolean isOutdated(PasswordHash hash) {
          return true;
        }
      };
    }
  }

  static class TakesNoOtherWorkThanItsOwn extends Broken {
    @Override
    public PasswordHasher hasher() {
      return new Passing() {
        @Override
        public boolean matches(Password password, PasswordHash hash) {
          return !isOutdated(hash) && super.matches(password, hash);
        }
      };
    }
  }

  /** Hashes what becomes of a password, not the password. */
  abstract static class Changing extends Broken {
    private final UnaryOperator<String> change;

    Changing(UnaryOperator<String> change) {
      this.change = change;
    }

    @Override
    public PasswordHasher hasher() {
      return new Passing() {
        @Override
        public PasswordHash hash(Password password) {
          return super.hash(changed(password));
        }

        @Override
        public boolean matches(Password password, PasswordHash hash) {
          return super.matches(changed(password), hash);
        }
      };
    }

    private Password changed(Password password) {
      var changed = change.apply(password.value());
      return new Password(changed + "_".repeat(Math.max(6 - changed.length(), 0)));
    }
  }

  static class IgnoresCase extends Changing {
    IgnoresCase() {
      super(password -> password.toLowerCase(Locale.ROOT));
    }
  }

  static class Trims extends Changing {
    Trims() {
      super(String::strip);
    }
  }

  static class Normalizes extends Changing {
    Normalizes() {
      super(password -> Normalizer.normalize(password, Normalizer.Form.NFC));
    }
  }

  static class KnowsAsciiOnly extends Changing {
    KnowsAsciiOnly() {
      super(
          password ->
              new String(password.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII));
    }
  }

  static class CutsPasswords extends Changing {
    CutsPasswords() {
      super(password -> password.length() < 72 ? password : password.substring(0, 71));
    }
  }

  static class ForgetsTheSalt extends Broken {
    @Override
    public PasswordHasher hasher() {
      return new Passing() {
        @Override
        public PasswordHash hash(Password password) {
          return new PasswordHash("h" + password.value().hashCode());
        }

        @Override
        public boolean matches(Password password, PasswordHash stored) {
          return hash(password).equals(stored);
        }
      };
    }
  }

  static class KeepsThePassword extends Broken {
    @Override
    public PasswordHasher hasher() {
      return new Passing() {
        @Override
        public PasswordHash hash(Password password) {
          return new PasswordHash(Tag.next() + ":" + password.value());
        }

        @Override
        public boolean matches(Password password, PasswordHash stored) {
          return stored.value().endsWith(":" + password.value());
        }
      };
    }
  }

  static class ThrowsAtMalformedHashes extends Broken {
    @Override
    public PasswordHasher hasher() {
      return new Passing() {
        @Override
        public boolean matches(Password password, PasswordHash hash) {
          if (!hash.value().contains(":")) {
            throw new IllegalArgumentException("not a hash");
          }
          return super.matches(password, hash);
        }
      };
    }
  }

  static class AcceptsEverything extends Broken {
    @Override
    public PasswordHasher hasher() {
      return new Passing() {
        @Override
        public boolean matches(Password password, PasswordHash hash) {
          return true;
        }
      };
    }
  }

  @Test
  void a_sound_hasher_passes() {
    assertThat(failures(PlainPasswordHasherTest.class)).isEmpty();
  }

  @Test
  void a_hasher_that_accepts_everything_is_caught() {
    assertThat(failures(AcceptsEverything.class))
        .containsExactly(
            "a_malformed_hash_matches_nothing_and_does_not_throw",
            "another_password_does_not_match",
            "case_counts",
            "eight_at_once_do_not_disturb_each_other",
            "letters_beyond_ascii_are_told_apart",
            "the_last_of_72_bytes_counts",
            "two_ways_to_write_one_letter_are_two_passwords");
  }

  @Test
  void a_hasher_that_cuts_passwords_is_caught() {
    assertThat(failures(CutsPasswords.class)).containsExactly("the_last_of_72_bytes_counts");
  }

  @Test
  void a_hasher_that_forgets_the_salt_is_caught() {
    assertThat(failures(ForgetsTheSalt.class))
        .containsExactly(
            "a_hash_of_less_work_is_outdated_and_still_matches",
            "two_hashes_of_one_password_differ_and_both_match");
  }

  @Test
  void a_hasher_that_ignores_case_is_caught() {
    assertThat(failures(IgnoresCase.class)).containsExactly("case_counts");
  }

  @Test
  void a_hasher_that_keeps_the_password_is_caught() {
    assertThat(failures(KeepsThePassword.class))
        .containsExactly(
            "a_hash_does_not_show_the_password",
            "a_hash_of_less_work_is_outdated_and_still_matches",
            "a_malformed_hash_matches_nothing_and_does_not_throw");
  }

  @Test
  void a_hasher_that_knows_ascii_only_is_caught() {
    assertThat(failures(KnowsAsciiOnly.class))
        .containsExactly("letters_beyond_ascii_are_told_apart");
  }

  @Test
  void a_hasher_that_normalizes_is_caught() {
    assertThat(failures(Normalizes.class))
        .containsExactly("two_ways_to_write_one_letter_are_two_passwords");
  }

  @Test
  void a_hasher_that_throws_at_malformed_hashes_is_caught() {
    assertThat(failures(ThrowsAtMalformedHashes.class))
        .containsExactly("a_malformed_hash_matches_nothing_and_does_not_throw");
  }

  @Test
  void a_hasher_that_trims_is_caught() {
    assertThat(failures(Trims.class)).containsExactly("another_password_does_not_match");
  }

  @Test
  void a_hasher_that_takes_all_for_outdated_is_caught() {
    assertThat(failures(TakesAllForOutdated.class))
        .containsExactly("a_new_hash_one_of_more_work_and_a_malformed_one_are_not_outdated");
  }

  @Test
  void a_hasher_that_takes_no_other_work_than_its_own_is_caught() {
    assertThat(failures(TakesNoOtherWorkThanItsOwn.class))
        .containsExactly("a_hash_of_less_work_is_outdated_and_still_matches");
  }

  @Test
  void a_hasher_that_takes_none_for_outdated_is_caught() {
    assertThat(failures(TakesNoneForOutdated.class))
        .containsExactly("a_hash_of_less_work_is_outdated_and_still_matches");
  }
}
