package chat.testkit.token;

import chat.domain.token.TokenSigner;
import java.time.Clock;

class InMemoryTokenSignerTest implements TokenSignerContract {
  private final InMemoryTokenSigner signer = new InMemoryTokenSigner(Clock.systemUTC());
  private final InMemoryTokenSigner foreignSigner = new InMemoryTokenSigner(Clock.systemUTC());

  @Override
  public TokenSigner signer(Clock clock) {
    return signer.on(clock);
  }

  @Override
  public TokenSigner foreignSigner(Clock clock) {
    return foreignSigner.on(clock);
  }
}
