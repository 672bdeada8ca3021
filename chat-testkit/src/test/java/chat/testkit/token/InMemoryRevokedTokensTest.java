package chat.testkit.token;

import chat.domain.token.RevokedTokens;

class InMemoryRevokedTokensTest implements RevokedTokensContract {
  private final RevokedTokens tokens = new InMemoryRevokedTokens();

  @Override
  public RevokedTokens tokens() {
    return tokens;
  }
}
