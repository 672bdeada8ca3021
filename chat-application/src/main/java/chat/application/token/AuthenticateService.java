package chat.application.token;

import chat.domain.message.Epoch;
import chat.domain.token.Claims;
import chat.domain.token.RevokedTokens;
import chat.domain.token.SignedToken;
import chat.domain.token.TokenSigner;
import chat.domain.user.Identity;
import chat.domain.user.User;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import chat.domain.user.Users;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Checks signature, expiry and epoch first, which cost nothing, and only then asks the store.
 * Thread-safe.
 */
public final class AuthenticateService implements Authenticate {
  /** Beyond this many the memory of known users starts afresh. */
  private static final int KNOWN_USERS = 100_000;

  private final TokenSigner signer;
  private final RevokedTokens revoked;
  private final Users users;

  private final Supplier<Epoch> epoch;

  /**
   * The names of users that the store has. Users are neither removed nor renamed, so a name stays
   * right for as long as the epoch does.
   */
  private final Map<UserId, Username> known = new ConcurrentHashMap<>();

  private volatile Epoch knownIn;

  /**
   * @param epoch the history that the store is in; tokens of another one are refused, because their
   *     user's id may have been given to somebody else since
   */
  public AuthenticateService(
      TokenSigner signer, RevokedTokens revoked, Users users, Supplier<Epoch> epoch) {
    this.signer = signer;
    this.revoked = revoked;
    this.users = users;
    this.epoch = epoch;
    knownIn = epoch.get();
  }

  @Override
  public Optional<Claims> authenticate(SignedToken token) {
    return signer
        .verify(token)
        .filter(claims -> claims.epoch().equals(epoch.get()))
        .filter(claims -> !revoked.contains(claims.id()))
        .filter(claims -> isKnown(claims.who()));
  }

  /**
   * Whether the store's user of that id has that name. Not so where a backup was restored without a
   * new epoch: the user is gone then, or the id is somebody else's.
   */
  private boolean isKnown(Identity who) {
    var now = epoch.get();
    if (!now.equals(knownIn)) {
      known.clear();
      knownIn = now;
    }
    var name = known.get(who.id());
    if (name == null) {
      var stored = users.find(who.id()).map(User::username);
      if (stored.isEmpty()) {
        return false;
      }
      if (known.size() >= KNOWN_USERS) {
        known.clear();
      }
      name = stored.get();
      known.put(who.id(), name);
    }
    return name.equals(who.username());
  }
}
