package chat.application.user;

import chat.domain.user.NewUser;
import chat.domain.user.PasswordHasher;
import chat.domain.user.PasswordRules;
import chat.domain.user.ReservedNames;
import chat.domain.user.Users;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Hashes the password on the pool and adds the user there. Thread-safe. */
public final class RegisterUserService implements RegisterUser {
  private final Users users;
  private final ReservedNames reserved;
  private final PasswordRules rules;
  private final PasswordHasher hasher;
  private final PasswordPool pool;
  private final Clock clock;

  public RegisterUserService(
      Users users,
      ReservedNames reserved,
      PasswordRules rules,
      PasswordHasher hasher,
      PasswordPool pool,
      Clock clock) {
    this.users = users;
    this.reserved = reserved;
    this.rules = rules;
    this.hasher = hasher;
    this.pool = pool;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome> register(Command command) {
    var problem = rules.problem(command.password());
    return problem.isPresent()
        ? CompletableFuture.completedStage(new Outcome.WeakPassword(problem.get()))
        : pool.submit(command.source(), () -> add(command));
  }

  @Override
  public int passwordMinimum() {
    return rules.minimum();
  }

  private Outcome add(Command command) {
    // Hashing comes first even for a taken name: the answer's time shall not tell the two apart.
    var hash = hasher.hash(command.password());
    if (reserved.contains(command.username())) {
      return new Outcome.Taken();
    }
    return users
        .add(new NewUser(command.username(), command.email(), hash, clock.instant()))
        .fold(added -> new Outcome.Registered(added.user()), taken -> new Outcome.Taken());
  }
}
