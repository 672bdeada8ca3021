package chat.application.token;

import chat.domain.token.Claims;
import chat.domain.token.SignedToken;
import java.util.Optional;

/** Tells who calls, from the token that they hold. */
public interface Authenticate {
  /**
   * The claims of a token that is genuine, of the store's epoch, not expired, not revoked, and
   * whose user exists under the name that it says. Blocks on the store.
   *
   * @throws chat.domain.StoreUnavailable when whether it was revoked can't be told
   */
  Optional<Claims> authenticate(SignedToken token);
}
