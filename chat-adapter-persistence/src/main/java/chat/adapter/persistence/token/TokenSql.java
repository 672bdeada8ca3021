package chat.adapter.persistence.token;

import chat.domain.token.TokenId;
import chat.domain.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The statements on revoked tokens. */
public interface TokenSql {
  @SqlUpdate(
      """
      INSERT INTO revoked_tokens (jti, revoked_at, expires_at)
      VALUES (:token, :revokedAt, :expiresAt)
      """)
  int add(TokenId token, Instant revokedAt, Instant expiresAt);

  @SqlUpdate(
      """
      INSERT INTO issued_tokens (jti, user_id, expires_at)
      VALUES (:token, :user, :expiresAt)
      """)
  int remember(TokenId token, UserId user, Instant expiresAt);

  @SqlQuery(
      """
      SELECT jti
      FROM issued_tokens
      WHERE user_id = :user AND expires_at > :expiredBy
      """)
  List<TokenId> issuedTo(UserId user, Instant expiredBy);

  @SqlUpdate(
      """
      INSERT INTO revoked_tokens (jti, revoked_at, expires_at)
      SELECT i.jti, :revokedAt, i.expires_at
      FROM issued_tokens i LEFT JOIN revoked_tokens r ON r.jti = i.jti
      WHERE i.user_id = :user AND i.expires_at > :expiredBy AND r.jti IS NULL
      """)
  int addAllOf(UserId user, Instant revokedAt, Instant expiredBy);

  @SqlQuery(
      """
      SELECT expires_at
      FROM issued_tokens
      ORDER BY expires_at DESC
      LIMIT 1
      """)
  Optional<Instant> latestExpiry();

  @SqlUpdate(
      """
      DELETE FROM issued_tokens
      WHERE expires_at <= :expiredBy
      """)
  int forget(Instant expiredBy);

  @SqlQuery(
      """
      SELECT jti
      FROM revoked_tokens
      WHERE jti IN (<tokens>)
      """)
  List<TokenId> among(@BindList List<TokenId> tokens);

  @SqlUpdate(
      """
      DELETE FROM revoked_tokens
      WHERE expires_at <= :expiredBy
      """)
  int purge(Instant expiredBy);
}
