package chat.testkit.token;

import static chat.testkit.Verdict.failures;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.token.Claims;
import chat.domain.token.SignedToken;
import chat.domain.token.TokenId;
import chat.domain.token.TokenSigner;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Signers that break one promise each, and what the contract says of them. */
class BrokenTokenSignerTest {
  /** Hands everything on. */
  static class Passing implements TokenSigner {
    protected final TokenSigner signer;

    Passing(TokenSigner signer) {
      this.signer = signer;
    }

    @Override
    public SignedToken sign(Claims claims) {
      return signer.sign(claims);
    }

    @Override
    public Optional<Claims> verify(SignedToken token) {
      return signer.verify(token);
    }
  }

  static class AcceptsExpired extends InMemoryTokenSignerTest {
    @Override
    public TokenSigner signer(Clock clock) {
      return super.signer(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }
  }

  static class AcceptsASecondTooLong extends InMemoryTokenSignerTest {
    @Override
    public TokenSigner signer(Clock clock) {
      return super.signer(Clock.offset(clock, Duration.ofSeconds(-1)));
    }
  }

  static class ExpiresAMomentEarly extends InMemoryTokenSignerTest {
    @Override
    public TokenSigner signer(Clock clock) {
      return super.signer(Clock.offset(clock, Duration.ofMillis(1)));
    }
  }

  static class AcceptsForeign extends InMemoryTokenSignerTest {
    @Override
    public TokenSigner foreignSigner(Clock clock) {
      return signer(clock);
    }
  }

  static class TakesANewSecretEachTime extends InMemoryTokenSignerTest {
    @Override
    public TokenSigner signer(Clock clock) {
      return new InMemoryTokenSigner(clock);
    }
  }

  static class IgnoresTheEndOfATokenThatIsTooLong extends InMemoryTokenSignerTest {
    @Override
    public TokenSigner signer(Clock clock) {
      return new Passing(super.signer(clock)) {
        @Override
        public Optional<Claims> verify(SignedToken token) {
          var value = token.value();
          return super.verify(new SignedToken(value.substring(0, Math.min(value.length(), 41))));
        }
      };
    }
  }

  static class IgnoresCase extends InMemoryTokenSignerTest {
    @Override
    public TokenSigner signer(Clock clock) {
      return new Passing(super.signer(clock)) {
        @Override
        public Optional<Claims> verify(SignedToken token) {
          return super.verify(new SignedToken(token.value().toLowerCase(Locale.ROOT)));
        }
      };
    }
  }

  static class RefusesTokensFromAClockAhead extends InMemoryTokenSignerTest {
    @Override
    public TokenSigner signer(Clock clock) {
      return new Passing(super.signer(clock)) {
        @Override
        public Optional<Claims> verify(SignedToken token) {
          return super.verify(token).filter(c -> !c.issuedAt().isAfter(clock.instant()));
        }
      };
    }
  }

  static class ThrowsAtNonsense extends InMemoryTokenSignerTest {
    @Override
    public TokenSigner signer(Clock clock) {
      return new Passing(super.signer(clock)) {
        @Override
        public Optional<Claims> verify(SignedToken token) {
          if (token.value().split("\\.", -1).length > 3) {
            throw new IllegalArgumentException("not a token");
          }
          return super.verify(token);
        }
      };
    }
  }

  static class AcceptsTokensThatNeedNoSignature extends InMemoryTokenSignerTest {
    @Override
    public TokenSigner signer(Clock clock) {
      return new Passing(super.signer(clock)) {
        @Override
        public Optional<Claims> verify(SignedToken token) {
          // {"alg":"none
          return token.value().startsWith("eyJhbGciOiJub25l")
              ? super.verify(super.sign(ANY))
              : super.verify(token);
        }
      };
    }

    private static final Claims ANY =
        SampleTokens.claims(
            new TokenId("any"),
            new Identity(new UserId(1), new Username("anybody")),
            NOON,
            NOON.plusSeconds(60));
  }

  static class KeepsIdsAsDoubles extends InMemoryTokenSignerTest {
    @Override
    public TokenSigner signer(Clock clock) {
      return new Passing(super.signer(clock)) {
        @Override
        public Optional<Claims> verify(SignedToken token) {
          return super.verify(token).map(KeepsIdsAsDoubles::rounded);
        }
      };
    }

    private static Claims rounded(Claims claims) {
      var id = new UserId((long) (double) claims.who().id().value());
      var who = new Identity(id, claims.who().username());
      return new Claims(claims.id(), who, claims.epoch(), claims.issuedAt(), claims.expiresAt());
    }
  }

  static class ForgetsTheEpoch extends InMemoryTokenSignerTest {
    @Override
    public TokenSigner signer(Clock clock) {
      return new Passing(super.signer(clock)) {
        @Override
        public Optional<Claims> verify(SignedToken token) {
          return super.verify(token)
              .map(c -> SampleTokens.claims(c.id(), c.who(), c.issuedAt(), c.expiresAt()));
        }
      };
    }
  }

  @Test
  void a_signer_that_forgets_the_epoch_is_caught() {
    assertThat(failures(ForgetsTheEpoch.class))
        .containsExactly("a_token_says_of_which_epoch_it_is");
  }

  @Test
  void a_sound_signer_passes() {
    assertThat(failures(InMemoryTokenSignerTest.class)).isEmpty();
  }

  @Test
  void a_signer_that_accepts_a_second_too_long_is_caught() {
    assertThat(failures(AcceptsASecondTooLong.class))
        .containsExactly("a_token_counts_until_the_moment_it_expires", "a_token_lasts_beyond_2038");
  }

  @Test
  void a_signer_that_accepts_expired_is_caught() {
    assertThat(failures(AcceptsExpired.class))
        .containsExactly("a_token_counts_until_the_moment_it_expires", "a_token_lasts_beyond_2038");
  }

  @Test
  void a_signer_that_accepts_foreign_is_caught() {
    assertThat(failures(AcceptsForeign.class))
        .containsExactly("a_token_signed_with_another_secret_does_not_count");
  }

  @Test
  void a_signer_that_accepts_tokens_that_need_no_signature_is_caught() {
    assertThat(failures(AcceptsTokensThatNeedNoSignature.class))
        .containsExactly("a_token_that_claims_to_need_no_signature_does_not_count");
  }

  @Test
  void a_signer_that_expires_a_moment_early_is_caught() {
    assertThat(failures(ExpiresAMomentEarly.class))
        .containsExactly("a_token_counts_until_the_moment_it_expires");
  }

  @Test
  void a_signer_that_ignores_case_is_caught() {
    assertThat(failures(IgnoresCase.class))
        .containsExactly("a_token_with_any_character_changed_does_not_count");
  }

  @Test
  void a_signer_that_ignores_the_end_of_a_token_that_is_too_long_is_caught() {
    assertThat(failures(IgnoresTheEndOfATokenThatIsTooLong.class))
        .containsExactly("a_token_cut_or_lengthened_does_not_count");
  }

  @Test
  void a_signer_that_keeps_ids_as_doubles_is_caught() {
    assertThat(failures(KeepsIdsAsDoubles.class))
        .containsExactly("names_in_any_script_and_large_ids_come_back");
  }

  @Test
  void a_signer_that_refuses_tokens_from_a_clock_ahead_is_caught() {
    assertThat(failures(RefusesTokensFromAClockAhead.class))
        .containsExactly("a_token_from_a_machine_whose_clock_is_ahead_counts");
  }

  @Test
  void a_signer_that_takes_a_new_secret_each_time_is_caught() {
    assertThat(failures(TakesANewSecretEachTime.class))
        .containsExactly(
            "a_signed_token_gives_its_claims_back",
            "a_token_counts_until_the_moment_it_expires",
            "a_token_from_a_machine_whose_clock_is_ahead_counts",
            "a_token_lasts_beyond_2038",
            "a_token_says_of_which_epoch_it_is",
            "another_signer_with_the_same_secret_verifies_too",
            "names_in_any_script_and_large_ids_come_back");
  }

  @Test
  void a_signer_that_throws_at_nonsense_is_caught() {
    assertThat(failures(ThrowsAtNonsense.class))
        .containsExactly("any_other_text_does_not_count_and_does_not_throw");
  }
}
