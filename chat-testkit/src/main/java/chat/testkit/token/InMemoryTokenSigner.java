package chat.testkit.token;

import chat.domain.token.Claims;
import chat.domain.token.SignedToken;
import chat.domain.token.TokenSigner;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** For tests alone: remembers what it signed, so a token is just a random word. Thread-safe. */
public final class InMemoryTokenSigner implements TokenSigner {
  private final Map<SignedToken, Claims> signed;
  private final Clock clock;

  public InMemoryTokenSigner(Clock clock) {
    this(clock, new ConcurrentHashMap<>());
  }

  private InMemoryTokenSigner(Clock clock, Map<SignedToken, Claims> signed) {
    this.clock = clock;
    this.signed = signed;
  }

  /** A signer with the same secret and another clock. */
  public InMemoryTokenSigner on(Clock other) {
    return new InMemoryTokenSigner(other, signed);
  }

  @Override
  public SignedToken sign(Claims claims) {
    var token = new SignedToken("test-" + UUID.randomUUID());
    signed.put(token, claims);
    return token;
  }

  @Override
  public Optional<Claims> verify(SignedToken token) {
    return Optional.ofNullable(signed.get(token))
        .filter(claims -> clock.instant().isBefore(claims.expiresAt()));
  }
}
