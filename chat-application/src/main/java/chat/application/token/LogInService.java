package chat.application.token;

import chat.application.Source;
import chat.application.user.PasswordPool;
import chat.domain.InvalidValue;
import chat.domain.message.Epoch;
import chat.domain.token.Claims;
import chat.domain.token.RevokedTokens;
import chat.domain.token.TokenId;
import chat.domain.token.TokenSigner;
import chat.domain.user.Credentials;
import chat.domain.user.Identity;
import chat.domain.user.Password;
import chat.domain.user.PasswordHash;
import chat.domain.user.PasswordHasher;
import chat.domain.user.Username;
import chat.domain.user.Users;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Checks a password and signs a token. A name that nobody has is checked against a decoy, so that
 * an answer takes as long whether or not somebody has it. A hash that took less work than new ones
 * do is replaced by a new one when its password was given. Thread-safe.
 */
public final class LogInService implements LogIn {
  private static final System.Logger LOG = System.getLogger(LogInService.class.getName());

  /** Where the decoy comes from. */
  private static final Source SERVER = new Source("this server", true);

  /** Stands in for what can't be anyone's password; it costs the same to check. */
  private static final Password NOBODYS = new Password("nobody's password");

  private final Users users;
  private final PasswordHasher hasher;
  private final TokenSigner signer;
  private final RevokedTokens tokens;
  private final Supplier<Epoch> epoch;
  private final PasswordPool pool;
  private final Clock clock;
  private final Duration validity;
  private final CompletableFuture<PasswordHash> decoy;

  /**
   * @param epoch the history that the store is in, which its tokens name
   * @param validity how long a token lasts
   */
  public LogInService(
      Users users,
      PasswordHasher hasher,
      TokenSigner signer,
      RevokedTokens tokens,
      Supplier<Epoch> epoch,
      PasswordPool pool,
      Clock clock,
      Duration validity) {
    this.users = users;
    this.hasher = hasher;
    this.signer = signer;
    this.tokens = tokens;
    this.epoch = epoch;
    this.pool = pool;
    this.clock = clock;
    this.validity = validity;
    // Made beside the start, not during it: it takes as long as a login.
    this.decoy = pool.submit(SERVER, () -> hasher.hash(NOBODYS)).toCompletableFuture();
  }

  @Override
  public CompletionStage<Outcome> logIn(Command command) {
    return pool.submit(command.source(), () -> check(command));
  }

  private Outcome check(Command command) {
    var password = passwordOf(command);
    var credentials = credentialsOf(command);
    boolean matches =
        hasher.matches(
            password.orElse(NOBODYS),
            credentials.map(Credentials::password).orElseGet(decoy::join));
    if (!matches || password.isEmpty() || credentials.isEmpty()) {
      return new Outcome.WrongCredentials();
    }
    renewIfOutdated(command.source(), password.get(), credentials.get());
    return loggedIn(credentials.get().identity());
  }

  /** After this login's answer, which shouldn't take twice as long; or at another login. */
  private void renewIfOutdated(Source source, Password password, Credentials credentials) {
    if (hasher.isOutdated(credentials.password())) {
      var unused =
          pool.submitIfThereIsRoom(source, () -> renew(password, credentials))
              .exceptionally(
                  later -> {
                    LOG.log(System.Logger.Level.DEBUG, "a password is hashed anew another time");
                    return false;
                  });
    }
  }

  private boolean renew(Password password, Credentials credentials) {
    return users.replacePassword(
        credentials.identity().id(), credentials.password(), hasher.hash(password));
  }

  private Outcome loggedIn(Identity who) {
    var now = clock.instant();
    var token = new TokenId(UUID.randomUUID().toString());
    var claims = new Claims(token, who, epoch.get(), now, now.plus(validity));
    // Before anybody has it: else somebody could log out everywhere and miss it.
    tokens.remember(claims);
    return new Outcome.LoggedIn(signer.sign(claims), claims);
  }

  private Optional<Credentials> credentialsOf(Command command) {
    try {
      return users.credentials(new Username(command.username()));
    } catch (InvalidValue nobodysName) {
      return Optional.empty();
    }
  }

  private static Optional<Password> passwordOf(Command command) {
    try {
      return Optional.of(new Password(command.password()));
    } catch (InvalidValue nobodysPassword) {
      return Optional.empty();
    }
  }
}
