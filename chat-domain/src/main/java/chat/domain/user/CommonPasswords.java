package chat.domain.user;

/**
 * Knows which passwords people choose most, and others try first. May be called from any thread.
 */
public interface CommonPasswords {
  /** Whether it is one of some thousands of the most common ones, in whatever case. Quick. */
  boolean contains(Password password);
}
