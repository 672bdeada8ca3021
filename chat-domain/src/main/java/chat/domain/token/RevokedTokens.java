package chat.domain.token;

import chat.domain.StoreUnavailable;
import java.time.Instant;
import java.util.Set;

/**
 * Keeps which tokens no longer count. Every method blocks until the store has answered, may be
 * called from any thread, and throws {@link StoreUnavailable} when there is no store.
 */
public interface RevokedTokens {
  /**
   * Revokes a token; doing it again changes nothing. It survives a crash and is seen by every later
   * read.
   */
  void add(Revocation revocation);

  boolean contains(TokenId token);

  /**
   * Those of the tokens that were revoked. It is asked every second for everybody who is connected:
   * for thousands it shouldn't cost much more than one {@link #contains}.
   */
  Set<TokenId> among(Set<TokenId> tokens);

  /**
   * Forgets the tokens that had expired by then.
   *
   * @return how many
   */
  int purge(Instant expiredBy);
}
