package chat.benchmarks.contestant;

import chat.testnats.TestBroker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Several chat servers on one database.
 *
 * @param chat each of them
 * @param viaBroker whether a NATS server of its own is between them
 */
public record Several(String name, ChatServer chat, int servers, boolean viaBroker)
    implements Contestant {
  @Override
  public Server start(Path folder) throws IOException {
    var broker = viaBroker ? TestBroker.launch() : null;
    var started = new ArrayList<ChatServer.Running>();
    var running = new Running(started, broker);
    try {
      for (int i = 1; i <= servers; i++) {
        var one = chat.with("CHAT_DATA_DIR", folder.resolve("data-" + i).toString());
        if (broker != null) {
          one = one.with("CHAT_NATS_URL", broker.url().toString());
        }
        started.add(one.start(folder));
      }
      return running;
    } catch (IOException | RuntimeException e) {
      running.close();
      throw e;
    }
  }

  /** They run. People are admitted by the first. */
  private record Running(List<ChatServer.Running> servers, @Nullable TestBroker broker)
      implements Server {
    @Override
    public ProcessHandle process() {
      return servers.get(0).process();
    }

    @Override
    public List<ProcessHandle> processes() {
      var all = new ArrayList<ProcessHandle>();
      servers.forEach(server -> all.add(server.process()));
      Optional.ofNullable(broker).flatMap(TestBroker::process).ifPresent(all::add);
      return all;
    }

    @Override
    public InetSocketAddress address() {
      return servers.get(0).address();
    }

    @Override
    public List<InetSocketAddress> addresses() {
      return servers.stream().map(ChatServer.Running::address).toList();
    }

    @Override
    public Guests admit(int people, int rooms) throws IOException {
      return servers.get(0).admit(people, rooms);
    }

    @Override
    public Dialect dialect() {
      return servers.get(0).dialect();
    }

    @Override
    public void close() {
      servers.forEach(ChatServer.Running::close);
      if (broker != null) {
        broker.close();
      }
    }
  }
}
