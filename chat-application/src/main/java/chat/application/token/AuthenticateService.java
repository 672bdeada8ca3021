package chat.application.token;

import chat.domain.token.Claims;
import chat.domain.token.RevokedTokens;
import chat.domain.token.SignedToken;
import chat.domain.token.TokenSigner;
import chat.domain.user.UserId;
import chat.domain.user.Users;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks signature and expiry first, which cost nothing, and only then asks the store. Thread-safe.
 */
public final class AuthenticateService implements Authenticate {
  /** Beyond this many the memory of known users starts afresh. */
  private static final int KNOWN_USERS = 100_000;

  private final TokenSigner signer;
  private final RevokedTokens revoked;
  private final Users users;

  /**
   * Users are never removed, so a yes stays true. It is asked at all because a token outlives its
   * user where a database is put back to a day before they registered.
   */
  private final Set<UserId> known = ConcurrentHashMap.newKeySet();

  public AuthenticateService(TokenSigner signer, RevokedTokens revoked, Users users) {
    this.signer = signer;
    this.revoked = revoked;
    this.users = users;
  }

  @Override
  public Optional<Claims> authenticate(SignedToken token) {
    return signer
        .verify(token)
        .filter(claims -> !revoked.contains(claims.id()))
        .filter(claims -> isKnown(claims.who().id()));
  }

  private boolean isKnown(UserId user) {
    if (known.contains(user)) {
      return true;
    }
    if (users.find(user).isEmpty()) {
      return false;
    }
    if (known.size() >= KNOWN_USERS) {
      known.clear();
    }
    known.add(user);
    return true;
  }
}
