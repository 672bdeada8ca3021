package chat.testnats;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;

/** A {@code nats-server} in one way or another, with fixed arguments and a fixed port. */
interface BrokerServer extends AutoCloseable {
  /** The one of this machine, else one in a container. */
  static BrokerServer of(List<String> arguments, @Nullable Certificate certificate, int port) {
    var program = program();
    if (program != null) {
      return new LocalBroker(program, arguments, certificate);
    }
    if (DockerClientFactory.instance().isDockerAvailable()) {
      return new ContainerBroker(arguments, certificate, port);
    }
    throw new IllegalStateException(
        "these tests need a NATS server: install nats-server (Debian: apt install nats-server),"
            + " or start Docker");
  }

  private static @Nullable Path program() {
    var path = String.valueOf(System.getenv("PATH"));
    return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/sbin", "/usr/local/bin"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "nats-server"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  void start();

  void kill();

  void freeze();

  void thaw();

  boolean isAlive();

  /** Its process, where it runs on this machine itself. */
  default Optional<ProcessHandle> process() {
    return Optional.empty();
  }

  /** The end of what it logged. */
  String log();

  @Override
  void close();

  /** Between two looks at something that will be soon. */
  static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a server was starting", e);
    }
  }
}
