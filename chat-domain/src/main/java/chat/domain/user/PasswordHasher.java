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
   * that is malformed. Takes as long for a wrong password as for the right one.
   */
  boolean matches(Password password, PasswordHash hash);
}
