package chat.domain.user;

/**
 * Turns passwords into what may be stored. Slow by design: a call keeps a processor busy for some
 * hundred milliseconds, so callers bound how many run at once. May be called from any thread.
 */
public interface PasswordHasher {
  /** A salted hash: two calls for one password differ, and each matches it. */
  PasswordHash hash(Password password);

  /**
   * Whether the hash was made from this very password. False, and never an exception, for a hash
   * that is malformed. Takes as long for a wrong password as for the right one, and never less than
   * for a hash that {@link #hash} makes now: who measures it learns nothing of the hash.
   */
  boolean matches(Password password, PasswordHash hash);

  /** Whether less work went into the hash than goes into new ones. False for a malformed one. */
  boolean isOutdated(PasswordHash hash);
}
