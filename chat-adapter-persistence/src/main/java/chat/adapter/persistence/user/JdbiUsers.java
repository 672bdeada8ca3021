package chat.adapter.persistence.user;

import chat.adapter.persistence.database.Database;
import chat.adapter.persistence.database.Duplicate;
import chat.adapter.persistence.database.Key;
import chat.domain.user.Credentials;
import chat.domain.user.NewUser;
import chat.domain.user.PasswordHash;
import chat.domain.user.User;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import chat.domain.user.Users;
import java.util.Optional;

/** Users in a table; who comes first is decided by its unique keys. Thread-safe. */
public final class JdbiUsers implements Users {
  private final Database database;

  public JdbiUsers(Database database) {
    this.database = database;
  }

  @Override
  public Addition add(NewUser user) {
    var email = user.email();
    try {
      long id =
          database.write(
              UserSql.class,
              users ->
                  users.add(
                      user.username(),
                      new Key(user.username().key()),
                      email,
                      email == null ? null : new Key(email.key()),
                      user.password(),
                      user.createdAt()));
      return new Addition.Added(new User(new UserId(id), user.username(), email, user.createdAt()));
    } catch (Duplicate e) {
      return new Addition.Taken();
    }
  }

  @Override
  public Optional<User> find(UserId id) {
    return database.read(UserSql.class, users -> users.find(id));
  }

  @Override
  public Optional<Credentials> credentials(Username username) {
    return database.read(UserSql.class, users -> users.credentials(new Key(username.key())));
  }

  @Override
  public boolean replacePassword(UserId id, PasswordHash expected, PasswordHash next) {
    return database.write(UserSql.class, users -> users.replacePassword(id, expected, next)) == 1;
  }
}
