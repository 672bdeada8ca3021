package chat.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What a process uses of the machine, as Linux counts it. */
public final class Usage {
  private static final Pattern RESIDENT = Pattern.compile("(?m)^Rss:\\s+(\\d+) kB$");
  private static final Pattern LIVE = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");
  private static final int JCMD_SECONDS = 60;
  private static final int STEP_MS = 100;
  private static final int SETTLED_STEPS = 10;
  private static final int SETTLING_STEPS = 100;

  private Usage() {}

  /** Processor time of all its threads since it started; NaN where the system doesn't tell. */
  public static double cpuSeconds(ProcessHandle process) {
    return process.info().totalCpuDuration().map(Usage::seconds).orElse(Double.NaN);
  }

  /** Of all of them together. */
  public static double cpuSeconds(List<ProcessHandle> processes) {
    return processes.stream().mapToDouble(Usage::cpuSeconds).sum();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /**
   * What it has in memory, from {@code /proc/<pid>/smaps_rollup}: counted page by page, where
   * {@code status} is up to some hundred kilobytes behind.
   *
   * @throws UncheckedIOException where that can't be read
   */
  public static long residentBytes(ProcessHandle process) {
    try {
      var text = Files.readString(Path.of("/proc", Long.toString(process.pid()), "smaps_rollup"));
      var match = RESIDENT.matcher(text);
      if (!match.find()) {
        throw new IOException("smaps_rollup tells no Rss");
      }
      return Long.parseLong(match.group(1)) * 1024;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The same when a second has passed in which it didn't become less, after ten at most: Java's
   * collectors give memory back to the system by and by.
   */
  public static long settledResidentBytes(ProcessHandle process) throws InterruptedException {
    long least = residentBytes(process);
    int unchanged = 0;
    for (int i = 0; i < SETTLING_STEPS && unchanged < SETTLED_STEPS; i++) {
      Thread.sleep(STEP_MS);
      long now = residentBytes(process);
      unchanged = now < least ? 0 : unchanged + 1;
      least = Math.min(least, now);
    }
    return least;
  }

  /** To any other, jcmd's first word is a signal that ends it. */
  private static boolean isJava(ProcessHandle process) {
    return process.info().command().filter(program -> program.endsWith("java")).isPresent();
  }

  /**
   * Lets a Java process collect its garbage, all of it, and says how much was left on the heap;
   * empty when that isn't a Java process, or there is no JDK here.
   */
  public static OptionalLong collect(ProcessHandle process) {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!isJava(process) || !Files.isExecutable(jcmd)) {
      return OptionalLong.empty();
    }
    try {
      var program =
          new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      var text = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!program.waitFor(JCMD_SECONDS, TimeUnit.SECONDS) || program.exitValue() != 0) {
        return OptionalLong.empty();
      }
      var match = LIVE.matcher(text);
      return match.find() ? OptionalLong.of(Long.parseLong(match.group(1))) : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalLong.empty();
    }
  }
}
