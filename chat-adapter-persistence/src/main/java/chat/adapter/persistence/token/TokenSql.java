package chat.adapter.persistence.token;

import chat.domain.token.TokenId;
import java.time.Instant;
import java.util.List;
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

  @SqlQuery(
      """
      SELECT EXISTS (SELECT 1 FROM revoked_tokens WHERE jti = :token)
      """)
  boolean contains(TokenId token);

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
