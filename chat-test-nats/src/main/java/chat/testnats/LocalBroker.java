package chat.testnats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@code nats-server} that runs as our child. May be used by any thread. */
final class LocalBroker implements BrokerServer {
  private static final int END_SECONDS = 30;
  private static final int LOG_BYTES = 4_096;

  /**
   * Becomes the program, so that the process we hold is the program itself, and leaves a watcher
   * behind: when the pipe from this JVM closes, however the JVM ended, the watcher kills it.
   */
  private static final String WATCHED =
      "exec 3<&0; (read -r word <&3; kill -9 $$) 2>/dev/null & exec \"$@\" 3<&- </dev/null";

  private final Path folder;
  private final Path log;
  private final List<String> command;
  private @Nullable Process process;

  LocalBroker(Path program, List<String> arguments, @Nullable Certificate certificate) {
    try {
      folder = Files.createTempDirectory("nats");
      log = folder.resolve("server.log");
      command = new ArrayList<>(List.of("/bin/sh", "-c", WATCHED, "watched", program.toString()));
      command.addAll(List.of("-a", "127.0.0.1"));
      command.addAll(arguments);
      if (certificate != null) {
        command.addAll(certificate.arguments(certificate.writeTo(folder)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void start() {
    if (process != null) {
      throw new IllegalStateException("it runs already");
    }
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void kill() {
    var running = running();
    running.destroyForcibly();
    awaitEnd(running);
    process = null;
  }

  @Override
  public synchronized void freeze() {
    signal("STOP");
  }

  @Override
  public synchronized void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      var kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + running().pid());
      awaitEnd(kill.inheritIO().start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitEnd(Process ending) {
    try {
      if (!ending.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the process doesn't end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a process was ending", e);
    }
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("it doesn't run");
    }
    return process;
  }

  @Override
  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  @Override
  public synchronized Optional<ProcessHandle> process() {
    return Optional.ofNullable(process).map(Process::toHandle);
  }

  @Override
  public String log() {
    try {
      var bytes = Files.readAllBytes(log);
      int from = Math.max(0, bytes.length - LOG_BYTES);
      return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public synchronized void close() {
    if (process != null) {
      kill();
    }
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
