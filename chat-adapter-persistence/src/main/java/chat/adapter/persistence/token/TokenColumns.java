package chat.adapter.persistence.token;

import chat.adapter.persistence.database.Arguments;
import chat.domain.token.TokenId;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.spi.JdbiPlugin;

/** Teaches Jdbi the domain's token types. */
public final class TokenColumns implements JdbiPlugin {
  @Override
  public void customizeJdbi(Jdbi jdbi) {
    jdbi.registerArgument(Arguments.of(TokenId.class, (s, i, id) -> s.setString(i, id.value())));
    jdbi.registerColumnMapper(
        TokenId.class, (row, column, context) -> new TokenId(row.getString(column)));
  }
}
