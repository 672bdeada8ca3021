package chat.testmysql;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks for a Docker engine where Testcontainers would look for one, in milliseconds and without a
 * word: Testcontainers itself prints stack traces when there is none.
 */
final class DockerEngine {
  private static final int PATIENCE_MS = 2_000;
  private static final String WINDOWS_PIPE = "\\\\.\\pipe\\docker_engine";

  private DockerEngine() {}

  static boolean answers() {
    var host = System.getenv("DOCKER_HOST");
    if (host != null && !host.isBlank()) return answersAt(URI.create(host.strip()));
    if (System.getProperty("os.name").startsWith("Windows")) {
      return Files.exists(Path.of(WINDOWS_PIPE));
    }
    return usualSockets().stream().filter(Files::exists).anyMatch(DockerEngine::pongs);
  }

  private static boolean answersAt(URI host) {
    return switch (host.getScheme()) {
      case "unix" -> pongs(Path.of(host.getPath()));
      case "tcp", "http", "https" -> connects(host.getHost(), host.getPort());
      default -> true; // ssh, npipe: what only Testcontainers can try
    };
  }

  private static List<Path> usualSockets() {
    var sockets = new ArrayList<>(List.of(Path.of("/var/run/docker.sock")));
    var runtime = System.getenv("XDG_RUNTIME_DIR");
    if (runtime != null) sockets.add(Path.of(runtime, "docker.sock"));
    var home = System.getProperty("user.home");
    sockets.add(Path.of(home, ".docker", "run", "docker.sock"));
    sockets.add(Path.of(home, ".docker", "desktop", "docker.sock"));
    return sockets;
  }

  private static boolean connects(String host, int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), PATIENCE_MS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * A socket that takes the connection is not enough: systemd listens for an engine that can't
   * start.
   */
  private static boolean pongs(Path path) {
    try (var socket = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      socket.write(US_ASCII.encode("GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n"));
      // Sockets of this kind have no read timeout; closing the channel ends the reader.
      return CompletableFuture.supplyAsync(() -> firstLine(socket))
          .get(PATIENCE_MS, TimeUnit.MILLISECONDS)
          .contains(" 200 ");
    } catch (IOException | ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String firstLine(SocketChannel socket) {
    var answer = ByteBuffer.allocate(64);
    try {
      socket.read(answer);
    } catch (IOException e) {
      return "";
    }
    return US_ASCII.decode(answer.flip()).toString();
  }
}
