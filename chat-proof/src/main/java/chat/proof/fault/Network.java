package chat.proof.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bad network: what connects to it reaches one of the servers that it leads to, until a
 * connection is cut, at any byte of either direction. It can also be slow, or pass nothing on for a
 * while, in one direction or in both. Safe for use by several threads.
 */
public final class Network implements AutoCloseable {
  private static final int CHUNK = 16_384;
  private static final int CONNECT_MS = 5_000;

  /** Which way bytes go. */
  public enum Direction {
    TO_SERVER,
    TO_CLIENT
  }

  private final List<InetSocketAddress> servers;
  private final int receiveBuffer;
  private final ServerSocket door;
  private final List<Link> links = new CopyOnWriteArrayList<>();
  private final AtomicLong cuts = new AtomicLong();
  private volatile long slowUntil = System.nanoTime();
  private volatile long heldToServerUntil = System.nanoTime();
  private volatile long heldToClientUntil = System.nanoTime();
  private volatile int delayMs;

  private Network(List<InetSocketAddress> servers, int receiveBuffer) {
    this.servers = List.copyOf(servers);
    this.receiveBuffer = receiveBuffer;
    try {
      door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread(this::letIn);
  }

  /** A way to that server, which may be down at times. */
  public static Network to(InetSocketAddress server) {
    return to(List.of(server));
  }

  /**
   * A way to several servers: each connection leads to any of them that lets it in, whatever the
   * one before led to.
   */
  public static Network to(List<InetSocketAddress> servers) {
    return new Network(servers, 0);
  }

  /** One that buffers little by itself, so that the server notices a client that doesn't read. */
  public static Network narrow(List<InetSocketAddress> servers) {
    return new Network(servers, CHUNK);
  }

  /** Where it lets clients in, on the loopback interface. */
  public int port() {
    return door.getLocalPort();
  }

  /** How many connections it has cut by itself. */
  public long cuts() {
    return cuts.get();
  }

  /** How many connections there are. */
  public int connections() {
    return links.size();
  }

  /**
   * Cuts one connection once so many more bytes of it have gone that way: in the middle of a frame,
   * as a rule.
   *
   * @param which any number, which chooses the connection
   * @param abruptly with a reset, else as if the other side had ended it
   * @return whether there was a connection to cut
   */
  public boolean cut(int which, Direction direction, long afterBytes, boolean abruptly) {
    var now = List.copyOf(links);
    if (now.isEmpty()) {
      return false;
    }
    now.get(Math.floorMod(which, now.size())).cutAfter(direction, afterBytes, abruptly);
    return true;
  }

  /** Cuts every connection at once. */
  public void cutAll() {
    for (var link : links) {
      link.cut(true);
    }
  }

  /** Whatever passes is late by so much, for so long. */
  public void delay(int millis, int forMillis) {
    delayMs = millis;
    slowUntil = System.nanoTime() + forMillis * 1_000_000L;
  }

  /**
   * Passes nothing on to clients for so long, and reads no more, as one that has stopped reading.
   */
  public void hold(int forMillis) {
    hold(Direction.TO_CLIENT, forMillis);
  }

  /** Passes nothing on in that direction for so long; then all of it. */
  public void hold(Direction direction, int forMillis) {
    long until = System.nanoTime() + forMillis * 1_000_000L;
    if (direction == Direction.TO_CLIENT) {
      heldToClientUntil = until;
    } else {
      heldToServerUntil = until;
    }
  }

  private boolean isHeld(Direction direction) {
    long until = direction == Direction.TO_CLIENT ? heldToClientUntil : heldToServerUntil;
    return until - System.nanoTime() > 0;
  }

  /** From now on it is a good network. */
  public void calm() {
    slowUntil = System.nanoTime();
    heldToServerUntil = System.nanoTime();
    heldToClientUntil = System.nanoTime();
    links.forEach(Link::calm);
  }

  private void letIn() {
    while (!door.isClosed()) {
      try {
        var client = door.accept();
        thread(() -> connect(client));
      } catch (IOException e) {
        // Closed, or one client that was gone already.
      }
    }
  }

  private void connect(Socket client) {
    int first = ThreadLocalRandom.current().nextInt(servers.size());
    for (int i = 0; i < servers.size(); i++) {
      if (connect(client, servers.get((first + i) % servers.size()))) {
        return;
      }
    }
    close(client);
  }

  /** Passes everything on until it is over; whether the server let it in. */
  @SuppressWarnings("resource") // The link closes both.
  private boolean connect(Socket client, InetSocketAddress server) {
    var other = new Socket();
    try {
      if (receiveBuffer > 0) {
        other.setReceiveBufferSize(receiveBuffer);
      }
      other.connect(server, CONNECT_MS);
      client.setTcpNoDelay(true);
      other.setTcpNoDelay(true);
    } catch (IOException refused) {
      close(other);
      return false;
    }
    var link = new Link(client, other);
    links.add(link);
    if (door.isClosed()) {
      link.cut(true);
    }
    thread(() -> link.pass(Direction.TO_SERVER));
    link.pass(Direction.TO_CLIENT);
    return true;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Then it is closed.
    }
  }

  private static void thread(Runnable work) {
    var thread = new Thread(work, "network");
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
    cutAll();
  }

  /** One connection. */
  private final class Link {
    private final Socket client;
    private final Socket server;
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
    private volatile Direction cutting = Direction.TO_SERVER;
    private volatile boolean abruptly;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void cutAfter(Direction direction, long bytes, boolean withReset) {
      abruptly = withReset;
      cutting = direction;
      left.set(bytes);
    }

    void calm() {
      left.set(Long.MAX_VALUE);
    }

    void pass(Direction direction) {
      var from = direction == Direction.TO_SERVER ? client : server;
      var to = direction == Direction.TO_SERVER ? server : client;
      var bytes = new byte[CHUNK];
      try {
        while (true) {
          int length = from.getInputStream().read(bytes);
          if (length < 0) {
            break;
          }
          while (isHeld(direction) && !client.isClosed()) {
            pause(20);
          }
          if (slowUntil - System.nanoTime() > 0) {
            pause(delayMs);
          }
          long allowed = direction == cutting ? left.get() : Long.MAX_VALUE;
          if (allowed <= length) {
            to.getOutputStream().write(bytes, 0, (int) allowed);
            cuts.incrementAndGet();
            cut(abruptly);
            return;
          }
          to.getOutputStream().write(bytes, 0, length);
          if (allowed != Long.MAX_VALUE) {
            left.addAndGet(-length);
          }
        }
      } catch (IOException gone) {
        // Then the other side is told by closing its socket.
      }
      cut(false);
    }

    void cut(boolean withReset) {
      links.remove(this);
      for (var socket : List.of(client, server)) {
        try {
          if (withReset) {
            socket.setSoLinger(true, 0);
          }
        } catch (IOException e) {
          // It is closed already.
        }
        Network.close(socket);
      }
    }

    private void pause(int millis) {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
