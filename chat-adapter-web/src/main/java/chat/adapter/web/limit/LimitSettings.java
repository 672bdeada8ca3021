package chat.adapter.web.limit;

/**
 * How much one caller may ask for; 0 stands for no limit. What is granted per second may be saved
 * up for {@value #SAVED_SECONDS} seconds, what is granted per hour for one hour, so that a burst is
 * let through.
 *
 * @param messages how many messages, edits and deletions a user may send per second
 * @param frames how many frames a socket may send per second
 * @param joins how many rooms a user may join per second
 * @param searches how many searches for messages and rooms a user may make per second
 * @param sockets how many sockets a user may have open at once
 * @param registrations how many registrations a client's address may try per hour
 * @param failedLoginsOfAddress how many wrong passwords a client's address may give per hour
 * @param failedLoginsOfName how many wrong passwords may be given for a user name per hour
 * @param trustedProxies how many proxies stand in front of the server and add to {@code
 *     X-Forwarded-For}; not a limit: 0 when clients connect directly
 */
public record LimitSettings(
    int messages,
    int frames,
    int joins,
    int searches,
    int sockets,
    int registrations,
    int failedLoginsOfAddress,
    int failedLoginsOfName,
    int trustedProxies) {
  /** For how long what is granted per second may be saved up. */
  public static final int SAVED_SECONDS = 5;

  /** More than people need, less than a program that runs wild takes. */
  public static final LimitSettings DEFAULTS =
      new LimitSettings(100, 200, 100, 10, 100, 1_000, 300, 30, 0);

  /** No limit at all. */
  public static final LimitSettings OFF = new LimitSettings(0, 0, 0, 0, 0, 0, 0, 0, 0);

  public LimitSettings {
    if (messages < 0
        || frames < 0
        || joins < 0
        || searches < 0
        || sockets < 0
        || registrations < 0
        || failedLoginsOfAddress < 0
        || failedLoginsOfName < 0
        || trustedProxies < 0) {
      throw new IllegalArgumentException("limits must not be negative");
    }
  }
}
