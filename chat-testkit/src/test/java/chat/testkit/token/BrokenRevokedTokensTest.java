package chat.testkit.token;

import static chat.testkit.Verdict.failures;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.token.Claims;
import chat.domain.token.Revocation;
import chat.domain.token.RevokedTokens;
import chat.domain.token.TokenId;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.testkit.Meeting;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keepers of revoked tokens that break one promise each, and what the contract says of them. */
class BrokenRevokedTokensTest {
  /** The in-memory adapter, spoilt. */
  abstract static class Broken extends InMemoryRevokedTokensTest {
    private final RevokedTokens broken;

    Broken(UnaryOperator<RevokedTokens> spoil) {
      broken = spoil.apply(super.tokens());
    }

    @Override
    public RevokedTokens tokens() {
      return broken;
    }
  }

  /** Hands everything on. */
  static class Passing implements RevokedTokens {
    protected final RevokedTokens tokens;

    Passing(RevokedTokens tokens) {
      this.tokens = tokens;
    }

    @Override
    public void add(Revocation revocation) {
      tokens.add(revocation);
    }

    @Override
    public void remember(Claims token) {
      tokens.remember(token);
    }

    @Override
    public Set<TokenId> addAllOf(UserId user, Instant revokedAt) {
      return tokens.addAllOf(user, revokedAt);
    }

    @Override
    public boolean contains(TokenId token) {
      return tokens.contains(token);
    }

    @Override
    public Optional<Instant> latestExpiry() {
      return tokens.latestExpiry();
    }

    @Override
    public Set<TokenId> among(Set<TokenId> asked) {
      return asked.stream().filter(this::contains).collect(Collectors.toSet());
    }

    @Override
    public int purge(Instant expiredBy) {
      return tokens.purge(expiredBy);
    }
  }

  static class ForgetsTokens extends Broken {
    ForgetsTokens() {
      super(
          tokens ->
              new Passing(tokens) {
                @Override
                public void add(Revocation revocation) {}
              });
    }
  }

  static class TellsTheExpiryOfTheLastOneRemembered extends Broken {
    TellsTheExpiryOfTheLastOneRemembered() {
      super(
          tokens ->
              new Passing(tokens) {
                private Optional<Instant> last = Optional.empty();

                @Override
                public void remember(Claims token) {
                  last = Optional.of(token.expiresAt());
                  super.remember(token);
                }

                @Override
                public Optional<Instant> latestExpiry() {
                  return super.latestExpiry().isEmpty() ? Optional.empty() : last;
                }
              });
    }
  }

  static class RemembersNoTokens extends Broken {
    RemembersNoTokens() {
      super(
          tokens ->
              new Passing(tokens) {
                @Override
                public void remember(Claims token) {}
              });
    }
  }

  static class RevokesEverybodysTokens extends Broken {
    RevokesEverybodysTokens() {
      super(
          tokens ->
              new Passing(tokens) {
                private static final UserId ANYBODY = new UserId(1);

                @Override
                public void remember(Claims token) {
                  var who = new Identity(ANYBODY, token.who().username());
                  super.remember(
                      SampleTokens.claims(token.id(), who, token.issuedAt(), token.expiresAt()));
                }

                @Override
                public Set<TokenId> addAllOf(UserId user, Instant revokedAt) {
                  return super.addAllOf(ANYBODY, revokedAt);
                }
              });
    }
  }

  static class TakesItsOwnClockForEverybodys extends Broken {
    TakesItsOwnClockForEverybodys() {
      super(
          tokens ->
              new Passing(tokens) {
                @Override
                public Set<TokenId> addAllOf(UserId user, Instant revokedAt) {
                  return super.addAllOf(user, revokedAt.plus(CLOCKS_DIFFER));
                }
              });
    }
  }

  static class IgnoresCase extends Broken {
    IgnoresCase() {
      super(
          tokens ->
              new Passing(tokens) {
                @Override
                public void add(Revocation r) {
                  super.add(new Revocation(folded(r.token()), r.revokedAt(), r.expiresAt()));
                }

                @Override
                public boolean contains(TokenId token) {
                  return super.contains(folded(token));
                }
              });
    }

    private static TokenId folded(TokenId token) {
      return new TokenId(token.value().toLowerCase(Locale.ROOT));
    }
  }

  static class CutsTokenIds extends Broken {
    CutsTokenIds() {
      super(
          tokens ->
              new Passing(tokens) {
                @Override
                public void add(Revocation r) {
                  super.add(new Revocation(cut(r.token()), r.revokedAt(), r.expiresAt()));
                }

                @Override
                public boolean contains(TokenId token) {
                  return super.contains(cut(token));
                }
              });
    }

    private static TokenId cut(TokenId token) {
      var value = token.value();
      return new TokenId(value.substring(0, Math.min(value.length(), 63)));
    }
  }

  static class PurgesLiveTokens extends Broken {
    PurgesLiveTokens() {
      super(
          tokens ->
              new Passing(tokens) {
                @Override
                public int purge(Instant expiredBy) {
                  return super.purge(expiredBy.plusSeconds(3_600));
                }
              });
    }
  }

  static class KeepsWhatExpiresThatVeryMoment extends Broken {
    KeepsWhatExpiresThatVeryMoment() {
      super(
          tokens ->
              new Passing(tokens) {
                @Override
                public int purge(Instant expiredBy) {
                  return super.purge(expiredBy.minusMillis(1));
                }
              });
    }
  }

  static class NeverPurges extends Broken {
    NeverPurges() {
      super(
          tokens ->
              new Passing(tokens) {
                @Override
                public int purge(Instant expiredBy) {
                  return 0;
                }
              });
    }
  }

  static class DoesNotCount extends Broken {
    DoesNotCount() {
      super(
          tokens ->
              new Passing(tokens) {
                @Override
                public int purge(Instant expiredBy) {
                  super.purge(expiredBy);
                  return 0;
                }
              });
    }
  }

  static class FailsAtTheSecondTime extends Broken {
    FailsAtTheSecondTime() {
      super(
          tokens ->
              new Passing(tokens) {
                @Override
                public synchronized void add(Revocation revocation) {
                  if (super.contains(revocation.token())) {
                    throw new IllegalStateException("duplicate key");
                  }
                  super.add(revocation);
                }
              });
    }
  }

  static class LooksBeforeItStores extends Broken {
    LooksBeforeItStores() {
      super(
          tokens ->
              new Passing(tokens) {
                private final Set<TokenId> stored = ConcurrentHashMap.newKeySet();
                private final Meeting meeting = new Meeting();

                @Override
                public void add(Revocation revocation) {
                  if (super.contains(revocation.token())) {
                    return;
                  }
                  meeting.attend();
                  if (!stored.add(revocation.token()) && super.contains(revocation.token())) {
                    throw new IllegalStateException("duplicate key");
                  }
                  super.add(revocation);
                }
              });
    }
  }

  static class EndsIn2038 extends Broken {
    EndsIn2038() {
      super(
          tokens ->
              new Passing(tokens) {
                @Override
                public void add(Revocation r) {
                  var end = Instant.ofEpochSecond(Integer.MAX_VALUE);
                  super.add(
                      r.expiresAt().isAfter(end)
                          ? new Revocation(r.token(), r.revokedAt(), end)
                          : r);
                }
              });
    }
  }

  static class KeepsLocalTimes extends Broken {
    KeepsLocalTimes() {
      super(
          tokens ->
              new Passing(tokens) {
                @Override
                public void add(Revocation r) {
                  super.add(new Revocation(r.token(), r.revokedAt(), local(r.expiresAt())));
                }

                @Override
                public int purge(Instant expiredBy) {
                  return super.purge(local(expiredBy));
                }
              });
    }

    private static Instant local(Instant time) {
      return LocalDateTime.ofInstant(time, ZoneId.systemDefault()).toInstant(ZoneOffset.UTC);
    }
  }

  static class TellsTheFirstHundred extends Broken {
    TellsTheFirstHundred() {
      super(
          tokens ->
              new Passing(tokens) {
                @Override
                public Set<TokenId> among(Set<TokenId> asked) {
                  return super.among(asked.stream().limit(100).collect(Collectors.toSet()));
                }
              });
    }
  }

  static class TellsAllThatWereRevoked extends Broken {
    TellsAllThatWereRevoked() {
      super(
          tokens ->
              new Passing(tokens) {
                private final Set<TokenId> all = ConcurrentHashMap.newKeySet();

                @Override
                public void add(Revocation revocation) {
                  super.add(revocation);
                  all.add(revocation.token());
                }

                @Override
                public Set<TokenId> among(Set<TokenId> asked) {
                  return super.among(all);
                }
              });
    }
  }

  static class IgnoresCaseAmongMany extends Broken {
    IgnoresCaseAmongMany() {
      super(
          tokens ->
              new Passing(tokens) {
                @Override
                public Set<TokenId> among(Set<TokenId> asked) {
                  return asked.stream()
                      .filter(id -> contains(id) || contains(lower(id)))
                      .collect(Collectors.toSet());
                }
              });
    }

    private static TokenId lower(TokenId id) {
      return new TokenId(id.value().toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void a_sound_store_passes() {
    assertThat(failures(InMemoryRevokedTokensTest.class)).isEmpty();
  }

  @Test
  void a_store_that_cuts_token_ids_is_caught() {
    assertThat(failures(CutsTokenIds.class)).containsExactly("token_ids_are_compared_byte_by_byte");
  }

  @Test
  void a_store_that_does_not_count_is_caught() {
    assertThat(failures(DoesNotCount.class))
        .containsExactly(
            "eight_may_revoke_all_of_a_users_tokens_at_once",
            "eight_may_revoke_one_token_at_once",
            "purging_forgets_what_had_expired_by_then_and_counts_it",
            "revoking_again_changes_nothing",
            "revoking_all_of_a_users_tokens_again_changes_nothing");
  }

  @Test
  void a_store_that_ends_in_2038_is_caught() {
    assertThat(failures(EndsIn2038.class))
        .containsExactly("expiry_is_the_same_moment_in_every_time_zone_and_after_2038");
  }

  @Test
  void a_store_that_fails_at_the_second_time_is_caught() {
    assertThat(failures(FailsAtTheSecondTime.class))
        .containsExactly(
            "eight_may_revoke_one_token_at_once",
            "revoking_again_changes_nothing",
            "revoking_all_of_a_users_tokens_again_changes_nothing");
  }

  @Test
  void a_store_that_forgets_tokens_is_caught() {
    assertThat(failures(ForgetsTokens.class))
        .containsExactly(
            "a_purged_token_may_be_revoked_again",
            "a_revoked_token_is_contained",
            "among_many_token_ids_are_compared_byte_by_byte_too",
            "eight_may_revoke_one_token_at_once",
            "expiry_is_the_same_moment_in_every_time_zone_and_after_2038",
            "of_many_tokens_those_that_were_revoked_are_told",
            "purging_forgets_what_had_expired_by_then_and_counts_it",
            "revoking_again_changes_nothing",
            "revoking_and_purging_at_once_loses_no_live_token",
            "token_ids_are_compared_byte_by_byte");
  }

  @Test
  void a_store_that_ignores_case_is_caught() {
    assertThat(failures(IgnoresCase.class))
        .containsExactly(
            "among_many_token_ids_are_compared_byte_by_byte_too",
            "token_ids_are_compared_byte_by_byte");
  }

  @Test
  void a_store_that_keeps_local_times_is_caught() {
    assertThat(failures(KeepsLocalTimes.class))
        .containsExactly("expiry_is_the_same_moment_in_every_time_zone_and_after_2038");
  }

  @Test
  void a_store_that_keeps_what_expires_that_very_moment_is_caught() {
    assertThat(failures(KeepsWhatExpiresThatVeryMoment.class))
        .containsExactly(
            "eight_may_revoke_one_token_at_once",
            "expiry_is_the_same_moment_in_every_time_zone_and_after_2038",
            "purging_forgets_what_had_expired_by_then_and_counts_it",
            "revoking_again_changes_nothing",
            "revoking_all_of_a_users_tokens_again_changes_nothing",
            "the_latest_expiry_is_of_all_tokens_that_are_remembered");
  }

  @Test
  void a_store_that_looks_before_it_stores_is_caught() {
    assertThat(failures(LooksBeforeItStores.class))
        .containsExactly("eight_may_revoke_one_token_at_once");
  }

  @Test
  void a_store_that_tells_the_first_hundred_is_caught() {
    assertThat(failures(TellsTheFirstHundred.class))
        .containsExactly(
            "all_tokens_of_a_user_are_revoked_at_once_and_no_others",
            "of_many_tokens_those_that_were_revoked_are_told");
  }

  @Test
  void a_store_that_tells_all_that_were_revoked_is_caught() {
    assertThat(failures(TellsAllThatWereRevoked.class))
        .containsExactly(
            "all_tokens_of_a_user_are_revoked_at_once_and_no_others",
            "among_many_token_ids_are_compared_byte_by_byte_too",
            "of_many_tokens_those_that_were_revoked_are_told");
  }

  @Test
  void a_store_that_ignores_case_among_many_is_caught() {
    assertThat(failures(IgnoresCaseAmongMany.class))
        .containsExactly("among_many_token_ids_are_compared_byte_by_byte_too");
  }

  @Test
  void a_store_that_remembers_no_tokens_is_caught() {
    assertThat(failures(RemembersNoTokens.class))
        .containsExactly(
            "all_tokens_of_a_user_are_revoked_at_once_and_no_others",
            "eight_may_revoke_all_of_a_users_tokens_at_once",
            "the_latest_expiry_is_of_all_tokens_that_are_remembered",
            "what_has_expired_by_a_clock_that_is_ahead_is_revoked_for_the_others",
            "what_has_expired_is_not_revoked_any_more");
  }

  @Test
  void a_store_that_takes_its_own_clock_for_everybodys_is_caught() {
    assertThat(failures(TakesItsOwnClockForEverybodys.class))
        .containsExactly(
            "what_has_expired_by_a_clock_that_is_ahead_is_revoked_for_the_others",
            "what_has_expired_is_not_revoked_any_more");
  }

  @Test
  void a_store_that_tells_the_expiry_of_the_last_one_remembered_is_caught() {
    assertThat(failures(TellsTheExpiryOfTheLastOneRemembered.class))
        .containsExactly("the_latest_expiry_is_of_all_tokens_that_are_remembered");
  }

  @Test
  void a_store_that_revokes_everybodys_tokens_is_caught() {
    assertThat(failures(RevokesEverybodysTokens.class))
        .containsExactly("all_tokens_of_a_user_are_revoked_at_once_and_no_others");
  }

  @Test
  void a_store_that_never_purges_is_caught() {
    assertThat(failures(NeverPurges.class))
        .containsExactly(
            "eight_may_revoke_all_of_a_users_tokens_at_once",
            "eight_may_revoke_one_token_at_once",
            "expiry_is_the_same_moment_in_every_time_zone_and_after_2038",
            "purging_forgets_what_had_expired_by_then_and_counts_it",
            "revoking_again_changes_nothing",
            "revoking_all_of_a_users_tokens_again_changes_nothing",
            "the_latest_expiry_is_of_all_tokens_that_are_remembered",
            "what_has_expired_is_not_revoked_any_more");
  }

  @Test
  void a_store_that_purges_live_tokens_is_caught() {
    assertThat(failures(PurgesLiveTokens.class))
        .containsExactly(
            "expiry_is_the_same_moment_in_every_time_zone_and_after_2038",
            "purging_forgets_what_had_expired_by_then_and_counts_it",
            "revoking_and_purging_at_once_loses_no_live_token");
  }
}
