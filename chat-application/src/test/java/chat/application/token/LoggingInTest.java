package chat.application.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.application.House;
import chat.application.Source;
import chat.application.token.LogIn.Outcome;
import chat.application.user.PasswordPool;
import chat.application.user.RegisterUser;
import chat.application.user.RegisterUserService;
import chat.domain.InvalidValue;
import chat.domain.StoreUnavailable;
import chat.domain.message.Epoch;
import chat.domain.token.Claims;
import chat.domain.token.Revocation;
import chat.domain.token.SignedToken;
import chat.domain.token.TokenId;
import chat.domain.user.Credentials;
import chat.domain.user.Email;
import chat.domain.user.Identity;
import chat.domain.user.NewUser;
import chat.domain.user.Password;
import chat.domain.user.PasswordHash;
import chat.domain.user.PasswordHasher;
import chat.domain.user.PasswordRules;
import chat.domain.user.ReservedNames;
import chat.domain.user.User;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import chat.testkit.PlainNameSkeletons;
import chat.testkit.token.SampleTokens;
import chat.testkit.user.FewCommonPasswords;
import chat.testkit.user.PlainPasswordHasher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Registering, logging in, being recognised, logging out. */
class LoggingInTest {
  private static final Duration A_DAY = Duration.ofHours(24);
  private static final Source SOURCE = new Source("somewhere");
  private static final Epoch EPOCH = SampleTokens.EPOCH;

  private final House house = new House();
  private final CountingHasher hasher = new CountingHasher(house.hasher);
  private final PasswordPool pool = new PasswordPool(1, 100);
  private final RegisterUser registerUser =
      new RegisterUserService(
          house.users,
          new ReservedNames(new PlainNameSkeletons()),
          new PasswordRules(6, null),
          hasher,
          pool,
          house.clock);
  private final LogIn logIn =
      new LogInService(
          house.users, hasher, house.signer, house.revoked, () -> EPOCH, pool, house.clock, A_DAY);
  private final Authenticate authenticate =
      new AuthenticateService(house.signer, house.revoked, house.users, () -> EPOCH);
  private final RevokeToken revokeToken =
      new RevokeTokenService(house.revoked, house.sessions, house.clock);

  @AfterEach
  void close() {
    pool.close();
  }

  private RegisterUser.Outcome register(String name, String email) throws Exception {
    var command =
        new RegisterUser.Command(
            new Username(name), new Email(email), new Password("correct horse"), SOURCE);
    return registerUser.register(command).toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private Outcome logIn(String name, String password) throws Exception {
    return logIn
        .logIn(new LogIn.Command(name, password, SOURCE))
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private User alice() throws Exception {
    return ((RegisterUser.Outcome.Registered) register("Alice", "alice@example.com")).user();
  }

  @Test
  void who_registered_can_log_in_and_is_recognised() throws Exception {
    var alice = alice();
    var loggedIn = (Outcome.LoggedIn) logIn("alice", "correct horse");
    assertThat(loggedIn.claims().who()).isEqualTo(alice.identity());
    assertThat(Duration.between(loggedIn.claims().issuedAt(), loggedIn.claims().expiresAt()))
        .isEqualTo(A_DAY);
    assertThat(authenticate.authenticate(loggedIn.token())).contains(loggedIn.claims());
  }

  @Test
  void two_logins_have_two_tokens() throws Exception {
    alice();
    var first = (Outcome.LoggedIn) logIn("alice", "correct horse");
    var second = (Outcome.LoggedIn) logIn("alice", "correct horse");
    revokeToken.revoke(first.claims());
    assertThat(authenticate.authenticate(first.token())).isEmpty();
    assertThat(authenticate.authenticate(second.token())).isPresent();
  }

  @Test
  void a_taken_name_or_email_is_refused_without_telling_which() throws Exception {
    alice();
    assertThat(register("ALICE", "other@example.com")).isEqualTo(new RegisterUser.Outcome.Taken());
    assertThat(register("other", "Alice@Example.com")).isEqualTo(new RegisterUser.Outcome.Taken());
  }

  @Test
  void every_refused_login_costs_one_check_and_gets_the_same_answer() throws Exception {
    alice();
    for (var attempt :
        new String[][] {
          {"alice", "wrong horse"},
          {"nobody", "correct horse"},
          {"", "correct horse"},
          {"alice", ""},
          {"alice", "x".repeat(100)},
          {"alice", "correct\0horse"},
          {"alice", "nobody's password"},
          {"nobody", "nobody's password"},
        }) {
      int before = hasher.checks.get();
      assertThat(logIn(attempt[0], attempt[1])).isEqualTo(new Outcome.WrongCredentials());
      assertThat(hasher.checks.get() - before).as(attempt[0] + "/" + attempt[1]).isEqualTo(1);
    }
  }

  @Test
  void a_hash_of_less_work_is_renewed_by_the_right_password_alone() throws Exception {
    var before = new PlainPasswordHasher(1).hash(new Password("correct horse"));
    var name = new Username("alice");
    house.users.add(new NewUser(name, null, before, house.clock.instant()));

    assertThat(logIn("alice", "wrong horse")).isEqualTo(new Outcome.WrongCredentials());
    pool.submit(SOURCE, () -> "what came before is done").toCompletableFuture().get();
    assertThat(hashOf(name)).isEqualTo(before);

    assertThat(logIn("alice", "correct horse")).isInstanceOf(Outcome.LoggedIn.class);
    pool.submit(SOURCE, () -> "what came before is done").toCompletableFuture().get();
    var after = hashOf(name);
    assertThat(after).isNotEqualTo(before);
    assertThat(hasher.isOutdated(after)).isFalse();

    assertThat(logIn("alice", "correct horse")).isInstanceOf(Outcome.LoggedIn.class);
    pool.submit(SOURCE, () -> "what came before is done").toCompletableFuture().get();
    assertThat(hashOf(name)).isEqualTo(after);
  }

  private PasswordHash hashOf(Username name) {
    return house.users.credentials(name).map(Credentials::password).orElseThrow();
  }

  @Test
  void a_reserved_name_and_what_looks_like_one_is_refused_like_a_taken_one() throws Exception {
    alice();
    for (var name : new String[] {"admin", "Root", "EVERYONE", "adm1n", "\u0430dmin"}) {
      int before = hasher.hashes.get();
      assertThat(register(name, UUID.randomUUID() + "@example.com"))
          .as(name)
          .isEqualTo(new RegisterUser.Outcome.Taken());
      assertThat(hasher.hashes.get() - before).isEqualTo(1);
    }
  }

  @Test
  void who_has_a_reserved_name_or_one_that_cannot_be_seen_from_before_still_logs_in()
      throws Exception {
    for (var name : new String[] {"admin", "al\u200bice", "b\u202eob"}) {
      var hash = house.hasher.hash(new Password("correct horse"));
      house.users.add(new NewUser(new Username(name), null, hash, house.clock.instant()));
      var loggedIn = (Outcome.LoggedIn) logIn(name, "correct horse");
      assertThat(authenticate.authenticate(loggedIn.token())).isPresent();
    }
  }

  @Test
  void no_command_registers_a_name_that_cannot_be_seen() {
    assertThatThrownBy(() -> register("al\u200bice", "alice@example.com"))
        .isInstanceOf(InvalidValue.class);
  }

  @Test
  void a_password_that_the_rules_refuse_registers_nobody_and_costs_nothing() throws Exception {
    for (var password : new String[] {"password", "QWERTY", "seven 7"}) {
      var command =
          new RegisterUser.Command(new Username("alice"), null, new Password(password), SOURCE);
      var strict =
          new RegisterUserService(
              house.users,
              new ReservedNames(new PlainNameSkeletons()),
              new PasswordRules(8, new FewCommonPasswords()),
              hasher,
              pool,
              house.clock);
      assertThat(strict.register(command).toCompletableFuture().get())
          .isInstanceOf(RegisterUser.Outcome.WeakPassword.class);
    }
    assertThat(house.users.credentials(new Username("alice"))).isEmpty();
    assertThat(hasher.hashes.get()).as("the decoy's").isLessThanOrEqualTo(1);
  }

  @Test
  void a_registration_hashes_even_when_the_name_is_taken() throws Exception {
    alice();
    int before = hasher.hashes.get();
    register("alice", "other@example.com");
    assertThat(hasher.hashes.get() - before).isEqualTo(1);
  }

  @Test
  void a_token_whose_user_isnt_in_the_store_is_nobodys() {
    var stranger = new Identity(new UserId(4711), new Username("stranger"));
    assertThat(authenticate.authenticate(tokenOf(stranger, EPOCH))).isEmpty();
  }

  @Test
  void a_token_of_another_epoch_is_nobodys() throws Exception {
    var alice = alice().identity();
    assertThat(authenticate.authenticate(tokenOf(alice, EPOCH))).isPresent();
    assertThat(authenticate.authenticate(tokenOf(alice, new Epoch("another")))).isEmpty();
  }

  @Test
  void after_a_new_epoch_tokens_of_the_one_before_are_nobodys() throws Exception {
    var now = new AtomicReference<>(EPOCH);
    var service = new AuthenticateService(house.signer, house.revoked, house.users, now::get);
    var alice = alice().identity();
    assertThat(service.authenticate(tokenOf(alice, EPOCH))).isPresent();
    var another = new Epoch("another");
    now.set(another);
    assertThat(service.authenticate(tokenOf(alice, EPOCH))).isEmpty();
    assertThat(service.authenticate(tokenOf(alice, another))).isPresent();
  }

  @Test
  void a_token_whose_users_id_is_somebody_elses_now_is_nobodys() throws Exception {
    var alice = alice().identity();
    var before = new Identity(alice.id(), new Username("bob"));
    for (int i = 0; i < 2; i++) {
      assertThat(authenticate.authenticate(tokenOf(before, EPOCH))).isEmpty();
      assertThat(authenticate.authenticate(tokenOf(alice, EPOCH))).isPresent();
    }
  }

  private SignedToken tokenOf(Identity who, Epoch epoch) {
    var now = house.clock.instant();
    return house.signer.sign(
        new Claims(new TokenId(UUID.randomUUID().toString()), who, epoch, now, now.plus(A_DAY)));
  }

  @Test
  void text_that_is_no_token_is_nobodys() {
    assertThat(authenticate.authenticate(new SignedToken("nonsense"))).isEmpty();
  }

  @Test
  void without_the_store_nobody_is_recognised_and_nobody_refused() throws Exception {
    alice();
    var loggedIn = (Outcome.LoggedIn) logIn("alice", "correct horse");
    house.store.down();
    assertThatThrownBy(() -> authenticate.authenticate(loggedIn.token()))
        .isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(() -> logIn("alice", "correct horse"))
        .hasCauseInstanceOf(StoreUnavailable.class);
  }

  @Test
  void revocations_are_kept_for_a_week_after_their_token_expired() {
    remembered(house.clock.instant().plus(A_DAY));
    var week = PurgeRevokedTokensService.KEPT;
    var kept = revokedAndExpired(week.minusSeconds(1));
    var purged = revokedAndExpired(week.plusSeconds(1));
    var purge = new PurgeRevokedTokensService(house.revoked, house.clock, () -> 0, A_DAY);
    assertThat(purge.purge()).isEqualTo(1);
    assertThat(house.revoked.contains(kept)).isTrue();
    assertThat(house.revoked.contains(purged)).isFalse();
  }

  @Test
  void a_clock_that_jumps_a_year_ahead_and_back_revives_no_revoked_token() throws Exception {
    alice();
    var loggedIn = (Outcome.LoggedIn) logIn("alice", "correct horse");
    revokeToken.revoke(loggedIn.claims());
    var ahead = Clock.offset(house.clock, Duration.ofDays(365));
    // It was wrong at the start already, and has run for an hour since.
    var timer = new AtomicLong();
    var purge = new PurgeRevokedTokensService(house.revoked, ahead, timer::get, A_DAY);
    timer.addAndGet(Duration.ofHours(1).toNanos());

    // Everybody has to log in again, and gets a token that lasts for a year.
    remembered(ahead.instant().plus(A_DAY));
    assertThat(purge.purge()).isZero();

    assertThat(authenticate.authenticate(loggedIn.token())).isEmpty();
  }

  @Test
  void revocations_are_purged_by_the_time_that_passes_while_the_server_runs() throws Exception {
    alice();
    var loggedIn = (Outcome.LoggedIn) logIn("alice", "correct horse");
    revokeToken.revoke(loggedIn.claims());
    var passed = A_DAY.plus(PurgeRevokedTokensService.KEPT).plusSeconds(1);
    var timer = new AtomicLong();
    var purge =
        new PurgeRevokedTokensService(
            house.revoked, Clock.offset(house.clock, passed), timer::get, A_DAY);
    assertThat(purge.purge()).isZero();
    timer.addAndGet(passed.toNanos());
    assertThat(purge.purge()).isEqualTo(1);
  }

  private void remembered(Instant expiresAt) {
    var somebody = house.user("somebody " + UUID.randomUUID());
    house.revoked.remember(
        SampleTokens.claims(
            new TokenId(UUID.randomUUID().toString()),
            somebody,
            expiresAt.minus(A_DAY),
            expiresAt));
  }

  private TokenId revokedAndExpired(Duration ago) {
    var token = new TokenId(UUID.randomUUID().toString());
    var expiry = house.clock.instant().minus(ago);
    house.revoked.add(new Revocation(token, expiry.minusSeconds(60), expiry));
    return token;
  }

  @Test
  void passwords_are_never_printed() {
    assertThat(new LogIn.Command("alice", "correct horse", SOURCE).toString())
        .doesNotContain("horse");
    assertThat(new Password("correct horse").toString()).doesNotContain("horse");
    assertThat(new PasswordHash("$2b$12$abc").toString()).doesNotContain("abc");
    assertThat(new SignedToken("a.b.c").toString()).doesNotContain("a.b.c");
  }

  /** Counts what a login costs. */
  private static final class CountingHasher implements PasswordHasher {
    final AtomicInteger hashes = new AtomicInteger();
    final AtomicInteger checks = new AtomicInteger();
    private final PasswordHasher hasher;

    CountingHasher(PasswordHasher hasher) {
      this.hasher = hasher;
    }

    @Override
    public PasswordHash hash(Password password) {
      hashes.incrementAndGet();
      return hasher.hash(password);
    }

    @Override
    public boolean matches(Password password, PasswordHash hash) {
      checks.incrementAndGet();
      return hasher.matches(password, hash);
    }

    @Override
    public boolean isOutdated(PasswordHash hash) {
      return hasher.isOutdated(hash);
    }
  }
}
