package chat.application.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.application.House;
import chat.application.token.LogIn.Outcome;
import chat.application.user.PasswordPool;
import chat.application.user.RegisterUser;
import chat.application.user.RegisterUserService;
import chat.domain.StoreUnavailable;
import chat.domain.token.Claims;
import chat.domain.token.SignedToken;
import chat.domain.token.TokenId;
import chat.domain.user.Email;
import chat.domain.user.Identity;
import chat.domain.user.Password;
import chat.domain.user.PasswordHash;
import chat.domain.user.PasswordHasher;
import chat.domain.user.User;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Registering, logging in, being recognised, logging out. */
class LoggingInTest {
  private static final Duration A_DAY = Duration.ofHours(24);

  private final House house = new House();
  private final CountingHasher hasher = new CountingHasher(house.hasher);
  private final PasswordPool pool = new PasswordPool(1, 100);
  private final RegisterUser registerUser =
      new RegisterUserService(house.users, hasher, pool, house.clock);
  private final LogIn logIn =
      new LogInService(house.users, hasher, house.signer, house.revoked, pool, house.clock, A_DAY);
  private final Authenticate authenticate =
      new AuthenticateService(house.signer, house.revoked, house.users);
  private final RevokeToken revokeToken =
      new RevokeTokenService(house.revoked, house.sessions, house.clock);

  @AfterEach
  void close() {
    pool.close();
  }

  private RegisterUser.Outcome register(String name, String email) throws Exception {
    var command =
        new RegisterUser.Command(
            new Username(name), new Email(email), new Password("correct horse"));
    return registerUser.register(command).toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private Outcome logIn(String name, String password) throws Exception {
    return logIn
        .logIn(new LogIn.Command(name, password))
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
  void a_registration_hashes_even_when_the_name_is_taken() throws Exception {
    alice();
    int before = hasher.hashes.get();
    register("alice", "other@example.com");
    assertThat(hasher.hashes.get() - before).isEqualTo(1);
  }

  @Test
  void a_token_whose_user_isnt_in_the_store_is_nobodys() {
    var now = house.clock.instant();
    var stranger = new Identity(new UserId(4711), new Username("stranger"));
    var token = house.signer.sign(new Claims(new TokenId("t1"), stranger, now, now.plus(A_DAY)));
    assertThat(authenticate.authenticate(token)).isEmpty();
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
  void expired_revocations_are_purged_and_live_ones_stay() throws Exception {
    alice();
    var loggedIn = (Outcome.LoggedIn) logIn("alice", "correct horse");
    var now = house.clock.instant();
    revokeToken.revoke(loggedIn.claims());
    var past =
        new Claims(
            new TokenId("past"), loggedIn.claims().who(), now.minus(A_DAY), now.minusSeconds(1));
    revokeToken.revoke(past);
    assertThat(new PurgeRevokedTokensService(house.revoked, house.clock).purge()).isEqualTo(1);
    assertThat(authenticate.authenticate(loggedIn.token())).isEmpty();
  }

  @Test
  void passwords_are_never_printed() {
    assertThat(new LogIn.Command("alice", "correct horse").toString()).doesNotContain("horse");
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
  }
}
