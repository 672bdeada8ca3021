package chat.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a server and its MySQL and can do what networks do at the worst moment: let a
 * commit through, and break the connection when its answer comes. Thread-safe.
 */
final class CommitCutter implements AutoCloseable {
  /** What a commit looks like on the line: a query (3) of that text. */
  private static final String COMMIT = "\u0003commit";

  private final URI database;
  private final ServerSocket door;
  private final AtomicBoolean armed = new AtomicBoolean();
  private final AtomicInteger cuts = new AtomicInteger();

  /** Takes {@code jdbc:mysql://host:port/name}. */
  CommitCutter(String url) {
    database = URI.create(url.substring("jdbc:".length()));
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread(this::letIn);
  }

  /** The same database, by way of this; without TLS, so that what passes can be read. */
  String url() {
    return "jdbc:mysql://127.0.0.1:"
        + door.getLocalPort()
        + database.getPath()
        + "?sslMode=DISABLED&allowPublicKeyRetrieval=true";
  }

  /** The answer to the next commit is lost. */
  void arm() {
    armed.set(true);
  }

  int cuts() {
    return cuts.get();
  }

  private void letIn() {
    try {
      while (true) {
        var client = door.accept();
        var server = new Socket(database.getHost(), database.getPort());
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        var cutting = new AtomicBoolean();
        thread(() -> pass(client, server, cutting, true));
        thread(() -> pass(server, client, cutting, false));
      }
    } catch (IOException closed) {
      // Nobody is let in any more.
    }
  }

  private void pass(Socket from, Socket to, AtomicBoolean cutting, boolean asks) {
    var bytes = new byte[1 << 16];
    try (from;
        to) {
      for (int n = from.getInputStream().read(bytes);
          n >= 0;
          n = from.getInputStream().read(bytes)) {
        if (asks && isCommit(bytes, n) && armed.compareAndSet(true, false)) {
          cutting.set(true);
        } else if (!asks && cutting.get()) {
          cuts.incrementAndGet();
          return;
        }
        to.getOutputStream().write(bytes, 0, n);
      }
    } catch (IOException gone) {
      // Then the other side is told by closing its socket.
    }
  }

  private static boolean isCommit(byte[] bytes, int length) {
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1)
        .toLowerCase(Locale.ROOT)
        .contains(COMMIT);
  }

  private static void thread(Runnable work) {
    var thread = new Thread(work, "commit-cutter");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
