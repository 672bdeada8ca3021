package chat.adapter.persistence.token;

import chat.adapter.persistence.database.Batches;
import chat.adapter.persistence.database.Database;
import chat.adapter.persistence.database.Duplicate;
import chat.domain.token.Claims;
import chat.domain.token.Revocation;
import chat.domain.token.RevokedTokens;
import chat.domain.token.TokenId;
import chat.domain.user.UserId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Revoked tokens in a table. Thread-safe. */
public final class JdbiRevokedTokens implements RevokedTokens {
  private static final System.Logger LOG = System.getLogger(JdbiRevokedTokens.class.getName());

  /** How many are asked for at once; the databases take at least 32,000 parameters. */
  private static final int MAX_ASKED = 4_096;

  private final Database database;

  public JdbiRevokedTokens(Database database) {
    this.database = database;
  }

  @Override
  public void add(Revocation revocation) {
    try {
      database.write(
          TokenSql.class,
          tokens -> tokens.add(revocation.token(), revocation.revokedAt(), revocation.expiresAt()));
    } catch (Duplicate e) {
      LOG.log(System.Logger.Level.DEBUG, "A token was revoked again");
    }
  }

  @Override
  public void remember(Claims token) {
    database.write(
        TokenSql.class, tokens -> tokens.remember(token.id(), token.who().id(), token.expiresAt()));
  }

  @Override
  public Set<TokenId> addAllOf(UserId user, Instant revokedAt) {
    var expiredBy = revokedAt.minus(CLOCKS_DIFFER);
    while (true) {
      try {
        return database.write(
            TokenSql.class,
            tokens -> {
              // Read first: what is issued in between is revoked, and its sessions end at the next
              // look; the other way round sessions could end whose token goes on.
              var theirs = tokens.issuedTo(user, expiredBy);
              tokens.addAllOf(user, revokedAt, expiredBy);
              return Set.copyOf(theirs);
            });
      } catch (Duplicate e) {
        LOG.log(System.Logger.Level.DEBUG, "A token was revoked by somebody else; once more");
      }
    }
  }

  @Override
  public boolean contains(TokenId token) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT 1 FROM revoked_tokens WHERE jti = ?")
                .bind(0, token.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  @Override
  public Optional<Instant> latestExpiry() {
    return database.read(TokenSql.class, TokenSql::latestExpiry);
  }

  @Override
  public Set<TokenId> among(Set<TokenId> tokens) {
    var revoked = new HashSet<TokenId>();
    for (var piece : Batches.padded(List.copyOf(tokens), MAX_ASKED)) {
      revoked.addAll(database.read(TokenSql.class, sql -> sql.among(piece)));
    }
    return revoked;
  }

  @Override
  public int purge(Instant expiredBy) {
    return database.write(
        TokenSql.class,
        tokens -> {
          tokens.forget(expiredBy);
          return tokens.purge(expiredBy);
        });
  }
}
