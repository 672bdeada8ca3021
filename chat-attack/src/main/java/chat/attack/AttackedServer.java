package chat.attack;

import chat.attack.scenario.Host;
import chat.attack.scenario.Target;
import chat.proof.fault.ServerProcess;
import chat.testmysql.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, with a small heap and data of its own. */
final class AttackedServer implements Target.Server, AutoCloseable {
  private static final int FEW_DESCRIPTORS = 256;
  private static final long ROOM_TO_GROW = 6 << 20;
  private static final List<String> NAMESPACE = List.of("unshare", "--mount", "--map-root-user");
  private static final int COMMAND_SECONDS = 60;

  private final Trial trial;
  private final Path folder;
  private final Map<String, String> settings;
  private final ServerProcess process;
  private final Host host;
  private String disk = "its data was on a tmpfs";
  private URI address = URI.create("http://127.0.0.1:0");

  /**
   * @param folder where its log and its data go
   * @param settings the server's, beside the directory of its data
   * @param data what it is to begin with: a copy of the data of a server that has stopped
   */
  AttackedServer(
      Trial trial, Path folder, Host host, Map<String, String> settings, Optional<Path> data)
      throws IOException {
    this.trial = trial;
    this.folder = folder;
    this.host = host;
    this.settings = new HashMap<>(settings);
    if (data.isPresent()) {
      Folders.copy(data.get(), data());
    }
    this.settings.put("CHAT_DATA_DIR", data().toString());
    trial.bcryptCost().ifPresent(c -> this.settings.put("CHAT_BCRYPT_COST", "" + c));
    process = new ServerProcess(trial.jar(), this.settings, log(), launch());
  }

  private List<String> launch() {
    var flags = new ArrayList<>(trial.flags());
    flags.add("-Xmx" + trial.heapMegabytes() + "m");
    flags.add("-XX:+ExitOnOutOfMemoryError");
    flags.add("-Xlog:gc:file=" + collector());
    var launch = new ArrayList<String>();
    switch (host) {
      case USUAL, RESTARTED -> {}
      case FEW_DESCRIPTORS ->
          launch.addAll(shell("ulimit -n " + FEW_DESCRIPTORS + " && exec \"$@\""));
      case SMALL_DISK -> launch.addAll(smallDisk());
    }
    launch.addAll(ServerProcess.java(flags));
    return launch;
  }

  private static List<String> shell(String script) {
    return List.of("sh", "-c", script, "sh");
  }

  /**
   * A disk of its own, in a namespace that ends with the server, where the system permits that;
   * else files that can't grow.
   */
  private List<String> smallDisk() {
    if (!mayMount()) {
      disk = "its files could not grow, for want of a small disk";
      return shell("ulimit -f " + 2 * ROOM_TO_GROW / 1024 + " && exec \"$@\"");
    }
    long kilobytes = (sizeOf(data()) + ROOM_TO_GROW) / 1024;
    var before = folder.resolve("before");
    var launch = new ArrayList<>(NAMESPACE);
    launch.addAll(
        shell(
            "cp -a '%1$s' '%2$s' && mount -t tmpfs -o size=%3$sk tmpfs '%1$s'"
                    .formatted(data(), before, kilobytes)
                + " && cp -a '%s/.' '%s' && exec \"$@\"".formatted(before, data())));
    return launch;
  }

  private static boolean mayMount() {
    try {
      var trial = new ArrayList<>(NAMESPACE);
      trial.add("true");
      return new ProcessBuilder(trial).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static long sizeOf(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public URI address() {
    return address;
  }

  @Override
  public Path log() {
    return folder.resolve("server.log");
  }

  Path collector() {
    return folder.resolve("gc.log");
  }

  @Override
  public Path data() {
    return folder.resolve("data");
  }

  @Override
  public void start() {
    address = process.start();
  }

  @Override
  public void stop() {
    process.stop();
  }

  @Override
  public void newEpoch() throws IOException, InterruptedException {
    var command = new ArrayList<>(ServerProcess.java(List.of()));
    command.addAll(List.of("-jar", trial.jar().toString(), "new-epoch"));
    var program = new ProcessBuilder(command).redirectErrorStream(true);
    program.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    program.environment().putAll(settings);
    var run = program.start();
    if (!run.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) || run.exitValue() != 0) {
      run.destroyForcibly();
      throw new IOException("new-epoch failed; see " + log());
    }
  }

  /** How it is kept from what it needs; empty when it isn't. */
  Optional<String> deprived() {
    return switch (host) {
      case SMALL_DISK -> Optional.of(disk);
      case FEW_DESCRIPTORS -> Optional.of("it could open " + FEW_DESCRIPTORS + " files");
      case USUAL, RESTARTED -> Optional.empty();
    };
  }

  long pid() {
    return process.pid();
  }

  Host host() {
    return host;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.close();
  }
}
