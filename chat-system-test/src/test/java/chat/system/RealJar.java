package chat.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The program as people run it: a process of its own, started from the jar that this build has just
 * made, with nothing of this process but what it is given. Ends with this process. Thread-safe.
 */
public final class RealJar implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final int EXIT_SECONDS = 60;
  private static final Pattern READY = Pattern.compile("chat \\S+ is ready: (http://\\S+)/");

  /** Faster to start than what people use, and no different otherwise. */
  private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** The same flags in one text, for programs that start Java themselves, such as Maven. */
  public static final String QUICK_OPTIONS = String.join(" ", QUICK);

  private final Process process;
  private final Path out;
  private final Path err;

  private RealJar(ProcessBuilder program, Map<String, String> environment) {
    // What this machine's user has set is no part of a test.
    program
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("CHAT_") || name.contains("JAVA_"));
    program.environment().putAll(environment);
    try {
      // Files, so that a test that doesn't read them can't make the program wait.
      out = Files.createTempFile("chat-out-", ".txt");
      err = Files.createTempFile("chat-err-", ".txt");
      process = program.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /** {@code java -jar chat.jar} and these arguments. */
  public static RealJar run(Map<String, String> environment, String... arguments) {
    return run(QUICK, environment, arguments);
  }

  /** {@code java flags -jar chat.jar} and these arguments. */
  static RealJar run(List<String> flags, Map<String, String> environment, String... arguments) {
    return run(List.of(), flags, environment, arguments);
  }

  private static RealJar run(
      List<String> launcher,
      List<String> flags,
      Map<String, String> environment,
      String... arguments) {
    var command = new ArrayList<>(launcher);
    if (System.getProperty("os.name").equals("Linux")) {
      // Whoever runs the tests in the background has Ctrl-C ignored, and children inherit that.
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(archive());
    command.addAll(List.of("-jar", jar().toString()));
    command.addAll(List.of(arguments));
    return new RealJar(new ProcessBuilder(command), environment);
  }

  /** Some other program that ends up as the server, with the Java that runs the tests. */
  static RealJar launch(ProcessBuilder program) {
    return new RealJar(
        program,
        Map.of("JAVA_HOME", System.getProperty("java.home"), "CHAT_JAVA_OPTS", QUICK_OPTIONS));
  }

  /** A server on SQLite, ready for calls; with the cheapest passwords. */
  static RealJar serve(Path dataDirectory) {
    return serve(Map.of("CHAT_DATA_DIR", dataDirectory.toString(), "CHAT_BCRYPT_COST", "4"));
  }

  /** A server on a free port, set by these variables, ready for calls. */
  static RealJar serve(Map<String, String> environment, String... arguments) {
    var call = new ArrayList<>(List.of("serve", "--port", "0"));
    call.addAll(List.of(arguments));
    var server = run(environment, call.toArray(String[]::new));
    server.awaitReady();
    return server;
  }

  /** The same server, started by another program that becomes it. */
  static RealJar serveWith(List<String> launcher, Map<String, String> environment) {
    return run(launcher, QUICK, environment, "serve", "--port", "0").awaitReady();
  }

  /** The build lays out the jar's classes beside it: a start from there is cheaper. */
  private static List<String> archive() {
    var archive = jar().resolveSibling("chat.jsa");
    return Files.exists(archive)
        ? List.of(
            "-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off", "-XX:CompileThresholdScaling=3")
        : List.of();
  }

  static Path jar() {
    return Path.of(System.getProperty("chat.jar"));
  }

  /** The directory that the README speaks of. */
  public static Path home() {
    return Path.of(System.getProperty("chat.home")).normalize();
  }

  /** Waits for the ready line; an end before that is a failure that shows what the program said. */
  public RealJar awaitReady() {
    await()
        .atMost(READY_WITHIN)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> isReady() || !process.isAlive());
    if (!isReady()) {
      throw new AssertionError("it ended with " + process.exitValue() + ": " + out() + err());
    }
    return this;
  }

  boolean isReady() {
    return READY.matcher(out()).find();
  }

  /** Where a client finds it. */
  public URI address() {
    var ready = READY.matcher(out());
    if (!ready.find()) {
      throw new IllegalStateException("it isn't ready: " + out() + err());
    }
    return URI.create(ready.group(1));
  }

  public Caller caller() {
    return new Caller(address());
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  public String out() {
    return read(out);
  }

  public String err() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL: it gets no chance to do anything. */
  public void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /** Sends a signal, as in {@code TERM}. */
  void signal(String name) {
    try {
      var kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("there is no process " + pid());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits for its end and returns its exit status. */
  public int awaitExit() {
    try {
      if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("it doesn't end: " + out() + err());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Asks it to stop, as Ctrl-C or an init system does, and returns its exit status. */
  public int stop(String signal) {
    signal(signal);
    return awaitExit();
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
    try {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
