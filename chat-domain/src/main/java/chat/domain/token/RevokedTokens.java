package chat.domain.token;

import chat.domain.StoreUnavailable;
import chat.domain.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps which tokens no longer count, and which each user has. Every method blocks until the store
 * has answered, may be called from any thread, and throws {@link StoreUnavailable} when there is no
 * store.
 */
public interface RevokedTokens {
  /**
   * By how much the clocks of servers that share a store may differ: a token that has expired by
   * one clock is good by another for that long.
   */
  Duration CLOCKS_DIFFER = Duration.ofHours(1);

  /**
   * Revokes a token; doing it again changes nothing. It survives a crash and is seen by every later
   * read.
   */
  void add(Revocation revocation);

  /**
   * Remembers that a user has this token, which nobody has seen yet, so that {@link #addAllOf}
   * reaches it. It survives a crash and is seen by every later call.
   */
  void remember(Claims token);

  /**
   * Revokes every token of the user that was remembered by now, but for those that had expired
   * {@link #CLOCKS_DIFFER} before {@code revokedAt}; of one that is revoked already nothing
   * changes. It survives a crash and is seen by every later read. When it fails, some may be
   * revoked, and doing it again revokes the rest.
   *
   * @return those tokens
   */
  Set<TokenId> addAllOf(UserId user, Instant revokedAt);

  boolean contains(TokenId token);

  /** The latest expiry of all tokens that are remembered; empty when none is. */
  Optional<Instant> latestExpiry();

  /**
   * Those of the tokens that were revoked. It is asked every second for everybody who is connected:
   * for thousands it shouldn't cost much more than one {@link #contains}.
   */
  Set<TokenId> among(Set<TokenId> tokens);

  /**
   * Forgets the tokens that had expired by then.
   *
   * @return how many of them were revoked
   */
  int purge(Instant expiredBy);
}
