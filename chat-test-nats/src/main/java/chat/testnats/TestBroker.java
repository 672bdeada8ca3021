package chat.testnats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A NATS server that a test may kill, freeze and start again at the same address, on the loopback
 * interface. It ends with the JVM that launched it, however that ends. May be used by any thread.
 */
public final class TestBroker implements AutoCloseable {
  private static final int PORTS_TO_TRY = 3;
  private static final long READY_WITHIN_SECONDS = 30;
  private static final int ANSWER_MS = 2_000;

  private final BrokerServer server;
  private final int port;
  private final boolean tls;

  private TestBroker(BrokerServer server, int port, boolean tls) {
    this.server = server;
    this.port = port;
    this.tls = tls;
  }

  /** One that everybody may use. */
  public static TestBroker launch() {
    return launch(List.of(), null);
  }

  /** One that wants a user and a password. */
  public static TestBroker launchWithPassword(String user, String password) {
    return launch(List.of("--user", user, "--pass", password), null);
  }

  /** One that wants a token. */
  public static TestBroker launchWithToken(String token) {
    return launch(List.of("--auth", token), null);
  }

  /** One that takes connections with TLS alone. */
  public static TestBroker launchWithTls(Certificate certificate) {
    return launch(List.of(), certificate);
  }

  private static TestBroker launch(List<String> arguments, @Nullable Certificate certificate) {
    IllegalStateException last = new IllegalStateException("no port to try");
    for (int i = 0; i < PORTS_TO_TRY; i++) {
      int port = freePort();
      var all = new ArrayList<>(arguments);
      all.addAll(List.of("-p", Integer.toString(port)));
      var broker =
          new TestBroker(BrokerServer.of(all, certificate, port), port, certificate != null);
      try {
        broker.start();
        return broker;
      } catch (IllegalStateException portTaken) {
        broker.close();
        last = portTaken;
      }
    }
    throw last;
  }

  /** Where clients find it. */
  public URI url() {
    return url(port);
  }

  /** The same by way of another port of this machine. */
  public URI url(int otherPort) {
    return URI.create((tls ? "tls" : "nats") + "://127.0.0.1:" + otherPort);
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Starts it again, and returns when it takes connections. */
  public void start() {
    server.start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_WITHIN_SECONDS);
    while (!greets()) {
      if (!server.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException("nats-server doesn't listen:\n" + server.log());
      }
      BrokerServer.pause();
    }
  }

  /** Ends it as a power cut would. */
  public void kill() {
    server.kill();
  }

  /** It stays there and does nothing until it is thawed. */
  public void freeze() {
    server.freeze();
  }

  /** Lets it go on. */
  public void thaw() {
    server.thaw();
  }

  /** Its process, where it runs on this machine itself and not in a container. */
  public Optional<ProcessHandle> process() {
    return server.process();
  }

  @Override
  public void close() {
    server.close();
  }

  /** Whether a NATS server answers there: it speaks first. */
  private boolean greets() {
    try (var socket = new Socket()) {
      socket.connect(address(), ANSWER_MS);
      socket.setSoTimeout(ANSWER_MS);
      var start = socket.getInputStream().readNBytes(4);
      return new String(start, StandardCharsets.US_ASCII).equals("INFO");
    } catch (IOException notYet) {
      return false;
    }
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
