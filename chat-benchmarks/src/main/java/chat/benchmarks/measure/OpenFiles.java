package chat.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** How many files, and so connections, a process may have open. */
public final class OpenFiles {
  /** What a process needs besides connections. */
  public static final int SPARE = 500;

  private static final Pattern LIMIT = Pattern.compile("(?m)^Max open files\\s+\\d+\\s+(\\d+)");

  private OpenFiles() {}

  /**
   * As many connections as are wanted, or as this process and the ones it starts can have: Java
   * raises its limit to the hard one.
   */
  public static int enoughFor(int wanted) {
    try {
      var match = LIMIT.matcher(Files.readString(Path.of("/proc/self/limits")));
      return match.find() ? (int) Math.min(wanted, Long.parseLong(match.group(1)) - SPARE) : wanted;
    } catch (IOException e) {
      return wanted;
    }
  }
}
