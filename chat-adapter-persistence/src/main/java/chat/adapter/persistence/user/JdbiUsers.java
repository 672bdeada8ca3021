package chat.adapter.persistence.user;

import chat.adapter.persistence.database.Database;
import chat.adapter.persistence.database.Duplicate;
import chat.adapter.persistence.database.Key;
import chat.adapter.persistence.database.Look;
import chat.domain.NameSkeletons;
import chat.domain.Text;
import chat.domain.user.Credentials;
import chat.domain.user.NewUser;
import chat.domain.user.PasswordHash;
import chat.domain.user.User;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import chat.domain.user.Users;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Users in a table; who comes first is decided by its unique keys. Thread-safe. */
public final class JdbiUsers implements Users {
  private final Database database;
  private final NameSkeletons skeletons;

  public JdbiUsers(Database database, NameSkeletons skeletons) {
    this.database = database;
    this.skeletons = skeletons;
  }

  @Override
  public Addition add(NewUser user) {
    var name = user.username().value();
    var look = new Look(skeletons.of(name));
    try {
      return added(user, look);
    } catch (Duplicate e) {
      if (!Text.isAscii(name)) {
        return new Addition.Taken();
      }
    }
    // Names are never removed: who has the look now has it for ever.
    var alike = database.read(UserSql.class, users -> users.nameThatLooksSo(look));
    if (alike.isEmpty() || !Text.isAscii(alike.get())) {
      return new Addition.Taken();
    }
    try {
      return added(user, null);
    } catch (Duplicate e) {
      return new Addition.Taken();
    }
  }

  private Addition added(NewUser user, @Nullable Look look) {
    var email = user.email();
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
                    user.createdAt(),
                    look));
    return new Addition.Added(new User(new UserId(id), user.username(), email, user.createdAt()));
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
