package chat.adapter.persistence.user;

import chat.adapter.persistence.database.Arguments;
import chat.adapter.persistence.database.TimeColumn;
import chat.domain.user.Credentials;
import chat.domain.user.Email;
import chat.domain.user.Identity;
import chat.domain.user.PasswordHash;
import chat.domain.user.User;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.spi.JdbiPlugin;

/** Teaches Jdbi the domain's user types. */
public final class UserColumns implements JdbiPlugin {
  private final TimeColumn time;

  public UserColumns(TimeColumn time) {
    this.time = time;
  }

  @Override
  public void customizeJdbi(Jdbi jdbi) {
    jdbi.registerArgument(Arguments.of(UserId.class, (s, i, id) -> s.setLong(i, id.value())))
        .registerArgument(
            Arguments.of(Username.class, (s, i, name) -> s.setString(i, name.value())))
        .registerArgument(Arguments.of(Email.class, (s, i, email) -> s.setString(i, email.value())))
        .registerArgument(
            Arguments.of(PasswordHash.class, (s, i, hash) -> s.setString(i, hash.value())))
        .registerRowMapper(User.class, (row, context) -> user(row))
        .registerRowMapper(Credentials.class, (row, context) -> credentials(row));
  }

  private User user(ResultSet row) throws SQLException {
    var email = row.getString("email");
    return new User(
        new UserId(row.getLong("id")),
        new Username(row.getString("username")),
        email == null ? null : new Email(email),
        time.read(row, "created_at"));
  }

  private static Credentials credentials(ResultSet row) throws SQLException {
    return new Credentials(
        new Identity(new UserId(row.getLong("id")), new Username(row.getString("username"))),
        new PasswordHash(row.getString("password")));
  }
}
