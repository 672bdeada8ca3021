package chat.benchmarks.contestant;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** A program that says at which port it listens. Ends with this process at the latest. */
public final class ChildServer implements AutoCloseable {
  /** What a yardstick's line says when clients may come. */
  public static final Pattern READY = Pattern.compile("^ready: (\\d+)$");

  private static final int READY_SECONDS = 120;
  private static final int EXIT_SECONDS = 30;
  private static final int TAIL = 4_000;

  private final Process process;
  private final int port;
  private final long readyNanos;

  private ChildServer(Process process, int port, long readyNanos) {
    this.process = process;
    this.port = port;
    this.readyNanos = readyNanos;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param environment what is set besides; variables of this product that are set here don't go
   *     along
   * @param log where what it tells on standard error is added to
   * @param ready matches the line on standard output that says so; its first group is the port
   * @throws IOException with what it said when it doesn't get ready
   */
  public static ChildServer launch(
      List<String> command, Map<String, String> environment, Path log, Pattern ready)
      throws IOException {
    var program = new ProcessBuilder(command);
    program
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("CHAT_") || name.contains("JAVA_"));
    program.environment().putAll(environment);
    program.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    long started = System.nanoTime();
    var process = program.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "server-end"));
    var port = new CompletableFuture<Integer>();
    var reader = new Thread(() -> read(process.inputReader(), ready, port), "server-output");
    reader.setDaemon(true);
    reader.start();
    try {
      int known = port.get(READY_SECONDS, TimeUnit.SECONDS);
      return new ChildServer(process, known, System.nanoTime() - started);
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new IOException(command.get(0) + " doesn't get ready:\n" + tail(log), e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void read(BufferedReader output, Pattern ready, CompletableFuture<Integer> port) {
    try (output) {
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        var match = ready.matcher(line);
        if (match.find()) {
          port.complete(Integer.valueOf(match.group(1)));
        }
      }
    } catch (IOException e) {
      // It has ended.
    }
    port.completeExceptionally(new IOException("it has ended"));
  }

  private static String tail(Path log) {
    try {
      var text = Files.readString(log);
      return text.substring(Math.max(0, text.length() - TAIL));
    } catch (IOException e) {
      return "(" + log + " can't be read)";
    }
  }

  /** The Java that this runs on. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  public ProcessHandle process() {
    return process.toHandle();
  }

  public int port() {
    return port;
  }

  /** How long it took from its start until it was ready. */
  public long readyNanos() {
    return readyNanos;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
