package chat.testmysql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs to their end, with a bound on the time. */
final class Processes {
  private static final int SECONDS = 60;
  private static final int LINES_OF_LOG = 30;

  /**
   * Becomes the program, so that the process we hold is the program itself, and leaves a watcher
   * behind: when the pipe from this JVM closes, however the JVM ended, the watcher kills it.
   */
  private static final String WATCHED =
      "exec 3<&0; (read -r word <&3; kill -9 $$) 2>/dev/null & exec \"$@\" 3<&- </dev/null";

  private Processes() {}

  /** The same program, made to end with the JVM that starts it and holds its standard input. */
  static List<String> watched(List<String> command) {
    var watched = new ArrayList<>(List.of("/bin/sh", "-c", WATCHED, "watched"));
    watched.addAll(command);
    return watched;
  }

  /**
   * Runs the program in {@code folder}; anything but exit status 0 is an exception with its last
   * lines.
   */
  static void run(Path folder, Path log, List<String> command) throws IOException {
    run(new ProcessBuilder(command).directory(folder.toFile()), log, command.get(0));
  }

  static void run(ProcessBuilder builder, Path log, String name) throws IOException {
    var process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    if (!endsWithin(process, SECONDS)) {
      process.destroyForcibly();
      throw new IOException(name + " takes more than " + SECONDS + " s:\n" + tail(log));
    }
    if (process.exitValue() != 0) {
      throw new IOException(name + " ended with " + process.exitValue() + ":\n" + tail(log));
    }
  }

  static boolean endsWithin(Process process, int seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a server process was ending", e);
    }
  }

  static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a server was starting", e);
    }
  }

  /** The last lines of a log, whatever bytes it holds. */
  static String tail(Path log) {
    try {
      var lines = new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1).lines().toList();
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
