package chat.testnats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A cable between clients and a server that can be cut in one direction: what is sent stays where
 * it is until the cable is mended, and neither side is notified, as in a network that is
 * partitioned. May be used by any thread.
 */
public final class Cable implements AutoCloseable {
  /** Which way bytes go. */
  public enum Direction {
    TO_SERVER,
    TO_CLIENT
  }

  private static final int CHUNK = 16_384;

  private final InetSocketAddress server;
  private final ServerSocket door;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final Set<Direction> cut = EnumSet.noneOf(Direction.class);

  /** A cable to that server, which may be down at times. */
  public Cable(InetSocketAddress server) {
    this.server = server;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread(this::letIn);
  }

  /** Where clients plug in, on the loopback interface. */
  public int port() {
    return door.getLocalPort();
  }

  /** Nothing goes that way any more, over old and new connections. */
  public synchronized void cut(Direction direction) {
    cut.add(direction);
  }

  /** All that waited goes on. */
  public synchronized void mend() {
    cut.clear();
    notifyAll();
  }

  private synchronized void awaitWhole(Direction direction) throws InterruptedException {
    while (cut.contains(direction)) {
      wait();
    }
  }

  private void letIn() {
    try {
      while (true) {
        var client = door.accept();
        sockets.add(client);
        thread(() -> connect(client));
      }
    } catch (IOException closed) {
      // Nobody is let in any more.
    }
  }

  private void connect(Socket client) {
    try {
      var other = new Socket(server.getAddress(), server.getPort());
      sockets.add(other);
      client.setTcpNoDelay(true);
      other.setTcpNoDelay(true);
      thread(() -> pass(client, other, Direction.TO_SERVER));
      pass(other, client, Direction.TO_CLIENT);
    } catch (IOException refused) {
      close(client);
    }
  }

  private void pass(Socket from, Socket to, Direction direction) {
    var bytes = new byte[CHUNK];
    try (from;
        to) {
      for (int n = from.getInputStream().read(bytes);
          n >= 0;
          n = from.getInputStream().read(bytes)) {
        awaitWhole(direction);
        to.getOutputStream().write(bytes, 0, n);
      }
      // The end goes the same way as the bytes before it.
      awaitWhole(direction);
    } catch (IOException gone) {
      // Closing its socket notifies the other side.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Then it is closed.
    }
  }

  private static void thread(Runnable work) {
    var thread = new Thread(work, "cable");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      // Then it is closed.
    }
    sockets.forEach(Cable::close);
    mend();
  }
}
