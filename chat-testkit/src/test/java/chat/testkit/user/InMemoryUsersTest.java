package chat.testkit.user;

import chat.domain.user.Users;

class InMemoryUsersTest implements UsersContract {
  private final Users users = new InMemoryUsers();

  @Override
  public Users users() {
    return users;
  }
}
