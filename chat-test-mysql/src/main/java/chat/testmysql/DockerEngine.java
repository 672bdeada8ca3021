package chat.testmysql;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks for a Docker engine where Testcontainers would look for one, quickly and without a word:
 * Testcontainers itself prints stack traces when there is none, and tries for minutes to pull an
 * image that can't be had.
 */
final class DockerEngine {
  private static final int ANSWER_SECONDS = 2;
  private static final int PULL_SECONDS = 300;
  private static final Path WINDOWS_PIPE = Path.of("//./pipe/docker_engine");

  private DockerEngine() {}

  static boolean answers() {
    return remote().map(DockerEngine::connects).orElseGet(() -> socket().isPresent());
  }

  /**
   * Whether the image is there or can be pulled, as far as that can be asked without
   * Testcontainers.
   */
  static boolean provides(String image) {
    if (remote().isPresent()) return true;
    return socket().map(socket -> has(socket, image) || pulls(socket, image)).orElse(false);
  }

  private static boolean has(Path socket, String image) {
    return succeeds(socket, "GET /images/" + image + "/json", ANSWER_SECONDS);
  }

  /** A pull says 200 before it knows whether it works. */
  private static boolean pulls(Path socket, String image) {
    return succeeds(socket, "POST /images/create?fromImage=" + image, PULL_SECONDS)
        && has(socket, image);
  }

  /** An engine that isn't behind a socket file of this machine. */
  private static Optional<URI> remote() {
    if (isWindows()) return Optional.of(URI.create("npipe:" + WINDOWS_PIPE));
    return named().filter(host -> !"unix".equals(host.getScheme()));
  }

  private static Optional<URI> named() {
    return Optional.ofNullable(System.getenv("DOCKER_HOST"))
        .filter(host -> !host.isBlank())
        .map(host -> URI.create(host.strip()));
  }

  private static boolean isWindows() {
    return System.getProperty("os.name").startsWith("Windows");
  }

  private static boolean connects(URI host) {
    return switch (String.valueOf(host.getScheme())) {
      case "tcp", "http", "https" -> connects(host.getHost(), host.getPort());
      case "npipe" -> Files.exists(WINDOWS_PIPE);
      default -> true; // ssh and the like, which only Testcontainers can try
    };
  }

  private static boolean connects(String host, int port) {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(host, port), (int) TimeUnit.SECONDS.toMillis(ANSWER_SECONDS));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<Path> socket() {
    return named()
        .map(host -> List.of(Path.of(host.getPath())))
        .orElseGet(DockerEngine::usualSockets)
        .stream()
        .filter(Files::exists)
        // Taking a connection is not enough: systemd listens for an engine that can't start.
        .filter(socket -> succeeds(socket, "GET /_ping", ANSWER_SECONDS))
        .findFirst();
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

  /** Sends a request without a body and reads the whole answer. */
  private static boolean succeeds(Path path, String request, int seconds) {
    try (var socket = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      socket.write(
          ISO_8859_1.encode(request + " HTTP/1.0\r\nHost: docker\r\nContent-Length: 0\r\n\r\n"));
      // Sockets of this kind have no read timeout; closing the channel ends the reader.
      return CompletableFuture.supplyAsync(() -> start(socket))
          .get(seconds, TimeUnit.SECONDS)
          .contains(" 200 ");
    } catch (IOException | ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String start(SocketChannel socket) {
    var start = ByteBuffer.allocate(32);
    var rest = ByteBuffer.allocate(8192);
    try {
      while (start.hasRemaining() && socket.read(start) >= 0) {}
      while (socket.read(rest.clear()) >= 0) {}
    } catch (IOException e) {
      return "";
    }
    return ISO_8859_1.decode(start.flip()).toString();
  }
}
