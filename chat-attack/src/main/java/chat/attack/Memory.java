package chat.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * How much memory a process takes, measured time and again while this is open. Reads Linux's {@code
 * /proc}, and the server's log of its collector.
 */
final class Memory implements AutoCloseable {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\(\\d+M\\)");
  private static final int PERIOD_MS = 50;

  private final Path status;
  private final Path collector;
  private final long from;
  private final Thread thread = new Thread(this::watch, "memory");
  private volatile long peakKilobytes;

  /**
   * @param collector the log of the server's collector
   */
  Memory(long pid, Path collector) throws IOException {
    status = Path.of("/proc", Long.toString(pid), "status");
    this.collector = collector;
    from = Files.exists(collector) ? Files.size(collector) : 0;
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try {
      while (true) {
        var match = RESIDENT.matcher(Files.readString(status));
        if (match.find()) {
          peakKilobytes = Math.max(peakKilobytes, Long.parseLong(match.group(1)));
        }
        Thread.sleep(PERIOD_MS);
      }
    } catch (IOException | InterruptedException over) {
      // The process has ended, or nobody wants to know any more.
    }
  }

  /** The most that the process had in memory, in megabytes. */
  long residentMegabytes() {
    return peakKilobytes / 1024;
  }

  /** The most that was left on the heap after a collection, in megabytes; 0 without one. */
  long heapMegabytes() throws IOException {
    if (!Files.exists(collector)) {
      return 0;
    }
    var log = Files.readString(collector);
    return COLLECTION
        .matcher(log.substring((int) Math.min(log.length(), from)))
        .results()
        .mapToLong(collection -> Long.parseLong(collection.group(2)))
        .max()
        .orElse(0);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
