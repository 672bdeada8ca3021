package chat.domain.user;

import chat.domain.StoreUnavailable;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps the registered users. Every method blocks until the store has answered, may be called from
 * any thread, and throws {@link StoreUnavailable} when there is no store.
 */
public interface Users {
  /**
   * Adds a user unless the name or the e-mail address is taken, where names and addresses are the
   * same when their keys are ({@link Username#key()}, {@link Email#key()}). A name is also taken
   * when it looks like somebody's, that is, has the same {@link chat.domain.Skeleton}, unless both
   * are plain ASCII: {@code corn} and {@code com} are two names. Of several calls at once with the
   * same key exactly one adds. What was added survives a crash of this process and is seen by every
   * later read.
   */
  Addition add(NewUser user);

  /** The user of that id. */
  Optional<User> find(UserId id);

  /** What to check the login of that name against; the name is compared by its key. */
  Optional<Credentials> credentials(Username username);

  /**
   * Puts another hash in the place of the one that is expected to be there, and changes nothing
   * when another one is. It survives a crash of this process and is seen by every later read.
   *
   * @return whether it did; of several calls at once that expect the same hash one does
   */
  boolean replacePassword(UserId id, PasswordHash expected, PasswordHash next);

  /** What became of an addition. */
  sealed interface Addition {
    /** What the one function makes of it that is for its case. */
    <T> T fold(Function<Added, T> added, Function<Taken, T> taken);

    /** The user is there, under an id that was never given before. */
    record Added(User user) implements Addition {
      @Override
      public <T> T fold(Function<Added, T> added, Function<Taken, T> taken) {
        return added.apply(this);
      }
    }

    /** Somebody has the name or the e-mail address; nothing was stored. */
    record Taken() implements Addition {
      @Override
      public <T> T fold(Function<Added, T> added, Function<Taken, T> taken) {
        return taken.apply(this);
      }
    }
  }
}
