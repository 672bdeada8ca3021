package chat.benchmarks.contestant;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A program that speaks a known dialect and prints {@code ready: <port>}: it lets everybody into
 * every room, by name.
 *
 * @param command the program and its arguments
 * @param environment what is set for it
 */
public record Yardstick(
    String name, List<String> command, Map<String, String> environment, Dialect dialect)
    implements Contestant {
  public Yardstick {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  @Override
  public Server start(Path folder) throws IOException {
    var child = ChildServer.launch(command, environment, folder.resolve("log"), ChildServer.READY);
    return new Running(child, dialect);
  }

  private static final class Running implements Server {
    private final ChildServer child;
    private final Dialect dialect;
    private long rooms;

    Running(ChildServer child, Dialect dialect) {
      this.child = child;
      this.dialect = dialect;
    }

    @Override
    public ProcessHandle process() {
      return child.process();
    }

    @Override
    public InetSocketAddress address() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), child.port());
    }

    @Override
    public Guests admit(int people, int count) {
      long first = rooms + 1;
      rooms += count;
      return new Guests(
          IntStream.range(0, people).mapToObj(i -> "user" + (10_000 + i)).toList(),
          LongStream.rangeClosed(first, rooms).boxed().toList());
    }

    @Override
    public Dialect dialect() {
      return dialect;
    }

    @Override
    public void close() {
      child.close();
    }
  }
}
