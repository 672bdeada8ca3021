package chat.domain.token;

import java.util.Optional;

/** Makes tokens that nobody else can make. Quick; may be called from any thread. */
public interface TokenSigner {
  SignedToken sign(Claims claims);

  /**
   * The claims of a token that was signed with this signer's secret and hasn't expired yet; empty
   * for any other text, whatever it is. Says nothing of revocation.
   */
  Optional<Claims> verify(SignedToken token);
}
