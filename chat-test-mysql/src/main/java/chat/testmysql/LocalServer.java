package chat.testmysql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An unpacked server that runs as our child on the loopback interface. Safe for use by several
 * threads.
 */
final class LocalServer implements OwnServer {
  private static final String USER = "chat_test";
  private static final String PASSWORD = "chat_test_password";
  private static final int STOP_SECONDS = 30;
  private static final int PORTS_TO_TRY = 3;

  private final Workshop.Room room;
  private final List<String> command;
  private final Path log;
  private final int port;
  private @Nullable Process process;

  private LocalServer(Workshop.Room room, Installation installation, Use use, int port)
      throws IOException {
    this.room = room;
    this.port = port;
    log = room.folder().resolve("server.log");
    var data = room.folder().resolve("data");
    var users = room.folder().resolve("users.sql");
    Folders.copy(installation.data(), data);
    var temporary = Files.createDirectory(room.folder().resolve("tmp"));
    Files.writeString(
        users,
        """
        CREATE USER IF NOT EXISTS '%1$s'@'%%' IDENTIFIED BY '%2$s';
        GRANT ALL PRIVILEGES ON *.* TO '%1$s'@'%%' WITH GRANT OPTION;
        """
            .formatted(USER, PASSWORD));
    command = new ArrayList<>(installation.command());
    command.addAll(
        List.of(
            "--datadir=" + data,
            // Its own: a MariaDB that starts deletes what it takes for a dead one's temporary
            // files.
            "--tmpdir=" + temporary,
            "--init-file=" + users,
            "--port=" + port,
            "--bind-address=127.0.0.1",
            // Relative to the data folder, because the whole path may be longer than a socket's may
            // be.
            "--socket=server.sock",
            "--pid-file=server.pid",
            "--skip-name-resolve",
            "--character-set-server=utf8mb4",
            "--max-connections=500",
            "--performance-schema=OFF",
            "--innodb-buffer-pool-size=64M",
            "--innodb-flush-log-at-trx-commit=" + use.flushLogAtCommit));
  }

  static LocalServer launch(Distribution distribution, Use use) {
    var workshop = Workshop.open();
    var installation = distribution.install(workshop);
    for (int left = PORTS_TO_TRY - 1; ; left--) {
      var server = prepare(workshop, installation, use);
      try {
        server.start();
        return server;
      } catch (ServerDied e) {
        server.close();
        // Between our asking for a free port and the server's taking it, another may have been
        // quicker.
        if (left == 0 || !e.portWasTaken()) {
          throw new IllegalStateException(
              "Can't run " + distribution + ". " + distribution.hint(), e);
        }
      } catch (RuntimeException e) {
        server.close();
        throw e;
      }
    }
  }

  private static LocalServer prepare(Workshop workshop, Installation installation, Use use) {
    try {
      return new LocalServer(workshop.room(), installation, use, freePort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public synchronized void start() {
    if (process != null && process.isAlive()) {
      throw new IllegalStateException("The server runs already");
    }
    try {
      var started =
          new ProcessBuilder(Processes.watched(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      process = started;
      Connections.awaitReady(this, started::isAlive, () -> Processes.tail(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void stop() {
    var running = running();
    running.destroy();
    if (!Processes.endsWithin(running, STOP_SECONDS)) {
      throw new IllegalStateException(
          "The server doesn't stop within " + STOP_SECONDS + " s:\n" + Processes.tail(log));
    }
    process = null;
  }

  @Override
  public synchronized void kill() {
    end(running());
  }

  private void end(Process running) {
    running.destroyForcibly();
    if (!Processes.endsWithin(running, STOP_SECONDS)) {
      throw new IllegalStateException("The server survives SIGKILL");
    }
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
      Processes.run(
          room.folder(), log, List.of("/bin/sh", "-c", "kill -" + name + " " + running().pid()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process running() {
    if (process == null) throw new IllegalStateException("The server doesn't run");
    return process;
  }

  @Override
  public String url(String database) {
    return "jdbc:mysql://127.0.0.1:" + port + "/" + database;
  }

  @Override
  public String user() {
    return USER;
  }

  @Override
  public String password() {
    return PASSWORD;
  }

  /** Its data are thrown away, so it need not flush them first. */
  @Override
  public synchronized void close() {
    if (process != null) end(process);
    try {
      room.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
