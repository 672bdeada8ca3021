package chat.adapter.web.limit;

import io.javalin.http.Context;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A password that is being tried, and counts as a wrong one until it is known to be another. */
public final class LoginAttempt {
  private final @Nullable Reservation byAddress;
  private final @Nullable Reservation byName;
  private final Runnable rightPassword;

  /**
   * @param rightPassword what to do when it is the right one
   */
  LoginAttempt(
      @Nullable Reservation byAddress, @Nullable Reservation byName, Runnable rightPassword) {
    this.byAddress = byAddress;
    this.byName = byName;
    this.rightPassword = rightPassword;
  }

  /**
   * Checks the password. What fails to tell whether it is right doesn't count.
   *
   * @param isWrong whether that outcome stands for a wrong password
   * @return the outcome, once it has been counted or not
   */
  public <T> CompletionStage<T> check(Supplier<CompletionStage<T>> password, Predicate<T> isWrong) {
    CompletionStage<T> outcome;
    try {
      outcome = password.get();
    } catch (RuntimeException | Error e) {
      forgive();
      throw e;
    }
    return outcome.whenComplete(
        (value, failure) -> {
          boolean isRight = failure == null && !isWrong.test(value);
          if (isRight || failure != null) {
            forgive();
          }
          if (isRight) {
            rightPassword.run();
          }
        });
  }

  /**
   * Says in the answer how many wrong passwords are left to the caller's address. How many were
   * given for the name is told only to those whom it stops: it is no business of strangers.
   */
  public void tell(Context request) {
    if (byAddress != null) {
      Headers.left(request, byAddress);
    }
  }

  private void forgive() {
    if (byAddress != null) {
      byAddress.giveBack();
    }
    if (byName != null) {
      byName.giveBack();
    }
  }
}
