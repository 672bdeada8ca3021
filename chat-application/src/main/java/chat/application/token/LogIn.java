package chat.application.token;

import chat.application.Source;
import chat.domain.token.Claims;
import chat.domain.token.SignedToken;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Exchanges a name and a password for a token. */
public interface LogIn {
  /**
   * Never blocks. The stage completes on a thread of the password pool; it fails with {@link
   * chat.application.Overloaded} when too many passwords wait to be checked, and with {@link
   * chat.domain.StoreUnavailable}.
   */
  CompletionStage<Outcome> logIn(Command command);

  /**
   * What was typed, whether or not it could be a name and a password.
   *
   * @param source where the call comes from
   */
  record Command(String username, String password, Source source) {
    @Override
    public String toString() {
      return "Command[hidden]";
    }
  }

  sealed interface Outcome {
    /** What the one function makes of it that is for its case. */
    <T> T fold(Function<LoggedIn, T> loggedIn, Function<WrongCredentials, T> wrongCredentials);

    record LoggedIn(SignedToken token, Claims claims) implements Outcome {
      @Override
      public <T> T fold(
          Function<LoggedIn, T> loggedIn, Function<WrongCredentials, T> wrongCredentials) {
        return loggedIn.apply(this);
      }
    }

    /** One answer, after the same time, for an unknown name and a wrong password. */
    record WrongCredentials() implements Outcome {
      @Override
      public <T> T fold(
          Function<LoggedIn, T> loggedIn, Function<WrongCredentials, T> wrongCredentials) {
        return wrongCredentials.apply(this);
      }
    }
  }
}
