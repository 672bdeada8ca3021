package chat.adapter.persistence.user;

import chat.adapter.persistence.database.Key;
import chat.adapter.persistence.database.Look;
import chat.domain.user.Credentials;
import chat.domain.user.Email;
import chat.domain.user.PasswordHash;
import chat.domain.user.User;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The statements on users. */
public interface UserSql {
  @SqlUpdate(
      """
      INSERT INTO users (username, username_key, email, email_key, password, created_at, skeleton)
      VALUES (:username, :usernameKey, :email, :emailKey, :password, :createdAt, :look)
      """)
  @GetGeneratedKeys("id")
  long add(
      Username username,
      Key usernameKey,
      @Nullable Email email,
      @Nullable Key emailKey,
      PasswordHash password,
      Instant createdAt,
      @Nullable Look look);

  @SqlQuery(
      """
      SELECT username
      FROM users
      WHERE skeleton = :look
      """)
  Optional<String> nameThatLooksSo(Look look);

  @SqlQuery(
      """
      SELECT id, username, email, created_at
      FROM users
      WHERE id = :id
      """)
  Optional<User> find(UserId id);

  @SqlQuery(
      """
      SELECT id, username, password
      FROM users
      WHERE username_key = :usernameKey
      """)
  Optional<Credentials> credentials(Key usernameKey);

  @SqlUpdate(
      """
      UPDATE users
      SET password = :next
      WHERE id = :id AND password = :expected
      """)
  int replacePassword(UserId id, PasswordHash expected, PasswordHash next);
}
