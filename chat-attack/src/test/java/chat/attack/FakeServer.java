package chat.attack;

import chat.attack.scenario.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;

/** A server that is bad in one way: it accepts everybody and answers each of them like that. */
final class FakeServer implements Target.Server, AutoCloseable {
  private final ServerSocket door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
  private final Path folder;

  /** What a connection gets. */
  interface Behaviour {
    void serve(Socket client) throws IOException;
  }

  FakeServer(Path folder, Behaviour behaviour) throws IOException {
    this.folder = folder;
    thread(
        () -> {
          while (true) {
            var client = door.accept();
            thread(
                () -> {
                  try (client) {
                    behaviour.serve(client);
                  }
                });
          }
        });
  }

  /** Reads whatever comes and says nothing. */
  static Behaviour silent() {
    return client -> {
      while (client.getInputStream().read() >= 0) {
        // Nothing is answered.
      }
    };
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void thread(Work work) {
    var thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // Then there is nobody to serve.
              }
            },
            "fake-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public URI address() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  @Override
  public Path log() {
    return folder.resolve("server.log");
  }

  @Override
  public Path data() {
    return folder.resolve("data");
  }

  @Override
  public void stop() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void start() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void newEpoch() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
