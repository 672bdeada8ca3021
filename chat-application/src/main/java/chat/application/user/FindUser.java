package chat.application.user;

import chat.domain.user.User;
import chat.domain.user.UserId;
import java.util.Optional;

/** Looks a user up. Blocks on the store. */
public interface FindUser {
  Optional<User> find(UserId id);
}
