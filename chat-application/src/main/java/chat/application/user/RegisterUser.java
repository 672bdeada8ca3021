package chat.application.user;

import chat.application.Source;
import chat.domain.user.Email;
import chat.domain.user.Password;
import chat.domain.user.User;
import chat.domain.user.Username;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes somebody known, so that they can log in. */
public interface RegisterUser {
  /**
   * Never blocks. The stage completes on a thread of the password pool, or at once; it fails with
   * {@link chat.application.Overloaded} when too many passwords wait to be hashed, and with {@link
   * chat.domain.StoreUnavailable}.
   */
  CompletionStage<Outcome> register(Command command);

  /** How many characters the server's rules demand of a new password. Never blocks. */
  int passwordMinimum();

  /**
   * @param source where the call comes from
   */
  record Command(Username username, @Nullable Email email, Password password, Source source) {
    /**
     * @throws chat.domain.InvalidValue for a name that nobody may choose
     */
    public Command {
      username = Username.chosen(username.value());
    }
  }

  sealed interface Outcome {
    /** What the one function makes of it that is for its case. */
    <T> T fold(
        Function<Registered, T> registered,
        Function<WeakPassword, T> weakPassword,
        Function<Taken, T> taken);

    record Registered(User user) implements Outcome {
      @Override
      public <T> T fold(
          Function<Registered, T> registered,
          Function<WeakPassword, T> weakPassword,
          Function<Taken, T> taken) {
        return registered.apply(this);
      }
    }

    /**
     * The server's rules refuse the password; nothing was looked up.
     *
     * @param problem what is wrong with it, for a person to read
     */
    record WeakPassword(String problem) implements Outcome {
      @Override
      public <T> T fold(
          Function<Registered, T> registered,
          Function<WeakPassword, T> weakPassword,
          Function<Taken, T> taken) {
        return weakPassword.apply(this);
      }
    }

    /**
     * Somebody has the name, one that looks like it, or the e-mail address, or nobody may have the
     * name; which of them isn't told.
     */
    record Taken() implements Outcome {
      @Override
      public <T> T fold(
          Function<Registered, T> registered,
          Function<WeakPassword, T> weakPassword,
          Function<Taken, T> taken) {
        return taken.apply(this);
      }
    }
  }
}
