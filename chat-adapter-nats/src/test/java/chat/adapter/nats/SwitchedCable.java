package chat.adapter.nats;

import chat.testnats.TestBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** One port with now this broker behind it and now that one. Thread-safe. */
final class SwitchedCable implements AutoCloseable {
  private final ServerSocket door;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile TestBroker broker;

  SwitchedCable(TestBroker broker) {
    this.broker = broker;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread(this::letIn);
  }

  int port() {
    return door.getLocalPort();
  }

  /** How many connections there were since it was plugged in. */
  int connections() {
    return connections.get();
  }

  void plugInto(TestBroker another) {
    broker = another;
    connections.set(0);
    sockets.forEach(SwitchedCable::end);
  }

  private void letIn() {
    try {
      while (true) {
        var client = door.accept();
        connections.incrementAndGet();
        var address = broker.address();
        var other = new Socket(address.getAddress(), address.getPort());
        sockets.add(client);
        sockets.add(other);
        thread(() -> pass(client, other));
        thread(() -> pass(other, client));
      }
    } catch (IOException closed) {
      // Nobody is let in any more.
    }
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException gone) {
      // Then the other side is told by closing its socket.
    }
  }

  private static void end(Socket socket) {
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
    end(door);
    sockets.forEach(SwitchedCable::end);
  }

  private static void end(ServerSocket door) {
    try {
      door.close();
    } catch (IOException e) {
      // Then it is closed.
    }
  }
}
