package chat.system.browser;

import chat.system.Caller;
import chat.system.RealJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The jar in a process of its own, which comes back at the same port with the same data. */
final class KillableServer implements AutoCloseable {
  private final Map<String, String> environment;
  private final int port = freePort();
  private RealJar process;

  KillableServer(Path data, Map<String, String> settings) {
    environment = new HashMap<>(settings);
    environment.put("CHAT_DATA_DIR", data.toString());
    environment.put("CHAT_BCRYPT_COST", "4");
    process = serve();
  }

  private RealJar serve() {
    return RealJar.run(environment, "serve", "--port", Integer.toString(port)).awaitReady();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  Caller caller() {
    return new Caller(address());
  }

  /** SIGKILL: it gets no chance to do anything. */
  void kill() {
    process.kill();
  }

  /** SIGTERM: it drains. */
  void stop() {
    process.stop("TERM");
  }

  /** Back again, ready for calls. */
  void start() {
    process.close();
    process = serve();
  }

  /** Stopped, and begun a new epoch of its data, as after a restore. */
  void restore() {
    stop();
    try (var command = RealJar.run(environment, "new-epoch")) {
      if (command.awaitExit() != 0) {
        throw new IllegalStateException(command.out() + command.err());
      }
    }
    start();
  }

  @Override
  public void close() {
    process.close();
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
