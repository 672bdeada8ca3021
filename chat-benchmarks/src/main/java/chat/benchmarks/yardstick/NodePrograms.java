package chat.benchmarks.yardstick;

import chat.benchmarks.contestant.Contestant;
import chat.benchmarks.contestant.Databases;
import chat.benchmarks.contestant.Dialect;
import chat.benchmarks.contestant.PlainDialect;
import chat.benchmarks.contestant.Server;
import chat.benchmarks.contestant.Store;
import chat.benchmarks.contestant.Yardstick;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The yardsticks on Node, with what npm downloads for them. They store each message with an {@code
 * INSERT} of its own, in a table of their own, and then tell of it.
 */
final class NodePrograms {
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "store.js", "ws.js", "socketio.js");

  /** What npm writes last. */
  private static final String INSTALLED = "node_modules/.package-lock.json";

  private static final List<String> INSTALL =
      List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
  private static final int INSTALL_MINUTES = 5;

  private final Path folder;

  private NodePrograms(Path folder) {
    this.folder = folder;
  }

  /**
   * Installs them, unless they are.
   *
   * @param folder made when it isn't there; what is in it serves the next time
   * @throws IOException when this machine can't have them; its message says why, in one line
   */
  static NodePrograms install(Path folder) throws IOException {
    require("node");
    require("npm");
    Files.createDirectories(folder);
    boolean changed = false;
    for (var file : FILES) {
      changed |= copy(file, folder);
    }
    if (changed || !Files.exists(folder.resolve(INSTALLED))) {
      download(folder);
    }
    return new NodePrograms(folder);
  }

  private static void require(String program) throws IOException {
    try {
      var process =
          new ProcessBuilder(program, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (exitStatus(process) == 0) {
        return;
      }
    } catch (IOException e) {
      // The system's words for it add nothing.
    }
    throw new IOException("there is no " + program);
  }

  private static int exitStatus(Process process) throws IOException {
    try {
      if (process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      throw new IOException("it takes more than " + INSTALL_MINUTES + " minutes");
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Returns whether that changed anything. */
  private static boolean copy(String file, Path folder) throws IOException {
    try (var resource =
        Objects.requireNonNull(NodePrograms.class.getResourceAsStream("node/" + file), file)) {
      var bytes = resource.readAllBytes();
      var target = folder.resolve(file);
      if (Files.exists(target) && Arrays.equals(Files.readAllBytes(target), bytes)) {
        return false;
      }
      Files.write(target, bytes);
      return true;
    }
  }

  private static void download(Path folder) throws IOException {
    var log = folder.resolve("npm.log");
    Files.deleteIfExists(folder.resolve(INSTALLED));
    var process =
        new ProcessBuilder(INSTALL)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (exitStatus(process) != 0) {
      throw new IOException("npm can't install its libraries: see " + log);
    }
  }

  /** Rooms on {@code ws}. */
  Contestant ws(Databases databases) {
    return new Program("ws + mysql2", "ws.js", new PlainDialect(), databases);
  }

  /** Rooms on Socket.IO. */
  Contestant socketIo(Databases databases) {
    return new Program("Socket.IO + mysql2", "socketio.js", new SocketIoDialect(), databases);
  }

  private final class Program implements Contestant {
    private final String name;
    private final String script;
    private final Dialect dialect;
    private final Databases databases;

    Program(String name, String script, Dialect dialect, Databases databases) {
      this.name = name;
      this.script = script;
      this.dialect = dialect;
      this.databases = databases;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Server start(Path files) throws IOException {
      var command = List.of("node", folder.resolve(script).toString());
      return new Yardstick(name, command, databases.settings(Store.MYSQL, files), dialect)
          .start(files);
    }
  }
}
