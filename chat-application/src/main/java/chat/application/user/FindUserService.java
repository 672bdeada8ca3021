package chat.application.user;

import chat.domain.user.User;
import chat.domain.user.UserId;
import chat.domain.user.Users;
import java.util.Optional;

/** Thread-safe. */
public final class FindUserService implements FindUser {
  private final Users users;

  public FindUserService(Users users) {
    this.users = users;
  }

  @Override
  public Optional<User> find(UserId id) {
    return users.find(id);
  }
}
