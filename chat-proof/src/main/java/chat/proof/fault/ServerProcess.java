package chat.proof.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The server as people run it, a process of its own that can be killed and started again at the
 * same port. Ends with this process. Not safe for use by several threads.
 */
public final class ServerProcess implements AutoCloseable {
  private static final int READY_SECONDS = 90;
  private static final int EXIT_SECONDS = 60;
  private static final int TAIL = 4_000;
  private static final Pattern READY = Pattern.compile("chat \\S+ is ready: (http://\\S+)/");

  /** Quick to start, and no more memory than what it needs. */
  private static final List<String> FLAGS =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");

  private final Path jar;
  private final Map<String, String> environment;
  private final Path log;
  private final List<String> launch;
  private @Nullable Process process;
  private int port;

  /**
   * @param environment the server's settings
   * @param log where what it tells is added to
   */
  public ServerProcess(Path jar, Map<String, String> environment, Path log) {
    this(jar, environment, log, java(FLAGS));
  }

  /**
   * @param launch what comes before {@code -jar}: Java and its flags, and a program before them
   *     that becomes Java
   */
  public ServerProcess(Path jar, Map<String, String> environment, Path log, List<String> launch) {
    if (!Files.isRegularFile(jar)) {
      throw new IllegalArgumentException("there is no server at " + jar);
    }
    this.jar = jar;
    this.environment = Map.copyOf(environment);
    this.log = log;
    this.launch = List.copyOf(launch);
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "server-end"));
  }

  /** How the Java that runs this program is launched with those flags. */
  public static List<String> java(List<String> flags) {
    var command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(flags);
    return List.copyOf(command);
  }

  /** A full build lays out the jar's classes beside it: a start from there is cheaper. */
  private static List<String> archive(Path jar) {
    var archive = jar.resolveSibling("chat.jsa");
    return Files.exists(archive)
        ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off")
        : List.of();
  }

  /**
   * Starts it and waits until it is ready: at a free port, and later always at that one.
   *
   * @throws IllegalStateException with what it said when it doesn't get ready
   */
  public URI start() {
    var command = new ArrayList<>(launch);
    command.addAll(archive(jar));
    command.addAll(List.of("-jar", jar.toString(), "serve", "--port", Integer.toString(port)));
    var program = new ProcessBuilder(command);
    program
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("CHAT_") || name.contains("JAVA_"));
    program.environment().putAll(environment);
    program.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    var ready = new CompletableFuture<URI>();
    try {
      var started = program.start();
      process = started;
      var reader = new Thread(() -> read(started.inputReader(), ready), "server-output");
      reader.setDaemon(true);
      reader.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      var address = ready.get(READY_SECONDS, TimeUnit.SECONDS);
      port = address.getPort();
      return address;
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The server doesn't get ready:\n" + tail(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void read(BufferedReader output, CompletableFuture<URI> ready) {
    try (output) {
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        var match = READY.matcher(line);
        if (match.find()) {
          ready.complete(URI.create(match.group(1)));
        }
      }
    } catch (IOException e) {
      // It has ended.
    }
    ready.completeExceptionally(new IllegalStateException("it has ended"));
  }

  private String tail() {
    try {
      var text = Files.readString(log);
      return text.substring(Math.max(0, text.length() - TAIL));
    } catch (IOException e) {
      return "(" + log + " can't be read)";
    }
  }

  /** SIGKILL: it gets no chance to do anything. */
  public void kill() {
    running().destroyForcibly();
    awaitExit();
  }

  /**
   * SIGTERM: it is to do what it has accepted, and go.
   *
   * @throws IllegalStateException when it doesn't end, or not with 0
   */
  public void stop() {
    running().destroy();
    int status = awaitExit();
    if (status != 0) {
      throw new IllegalStateException(
          "The server was asked to stop and ended with " + status + ":\n" + tail());
    }
  }

  /** SIGSTOP: it does nothing, and knows nothing of it, until it is thawed. */
  public void freeze() {
    signal("STOP");
  }

  /** SIGCONT: it goes on where it was. */
  public void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int status =
          new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
              .inheritIO()
              .start()
              .waitFor();
      if (status != 0) {
        throw new IllegalStateException("kill -" + name + " ended with " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The number of the process. */
  public long pid() {
    return running().pid();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  private int awaitExit() {
    var ending = running();
    try {
      if (!ending.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The server doesn't end:\n" + tail());
      }
      return ending.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("The server was never started");
    }
    return process;
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
