package chat.adapter.web.connection;

import java.lang.management.ManagementFactory;

/**
 * What may wait for clients at once.
 *
 * @param connections how many connections, sockets included
 * @param headBytes memory for the heads that have come in part
 * @param bodyBytes memory for the bodies that have come in part
 * @param answerBytes memory for the answers that clients haven't taken, but for files
 */
public record Budgets(int connections, long headBytes, long bodyBytes, long answerBytes) {
  private static final long MEBIBYTE = 1 << 20;
  private static final long MAX_BYTES = 64 * MEBIBYTE;

  /** What an idle connection takes of the heap at most, twice over. */
  private static final long CONNECTION_BYTES = 16_384;

  /** For the database, the index and the jars. */
  private static final long OTHER_FILES = 256;

  /**
   * What this machine can bear: an eighth of the heap for each, and no more connections than the
   * process may have files.
   *
   * @param connections the most that are wanted; 0 for as many as it can bear
   */
  public static Budgets ofThisMachine(int connections) {
    long heap = Runtime.getRuntime().maxMemory();
    long bytes = Math.max(MEBIBYTE, Math.min(MAX_BYTES, heap / 8));
    long bearable = Math.max(64, Math.min(heap / CONNECTION_BYTES, files() - OTHER_FILES));
    long most = connections == 0 ? bearable : Math.min(connections, bearable);
    return new Budgets(Math.toIntExact(Math.min(most, Integer.MAX_VALUE)), bytes, bytes, bytes);
  }

  private static long files() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }
}
