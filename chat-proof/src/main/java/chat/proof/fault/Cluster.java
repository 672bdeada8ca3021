package chat.proof.fault;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The servers under test, which share a store, and perhaps a broker. Each reaches both by a bad
 * network of its own. Not safe for use by several threads.
 */
public final class Cluster implements AutoCloseable {
  private final Store store;
  private final @Nullable Broker broker;
  private final List<Node> nodes = new ArrayList<>();

  /** One server, with its ways to what it needs. */
  record Node(ServerProcess server, Optional<Network> toDatabase, Optional<Network> toBroker) {
    void calm() {
      toDatabase.ifPresent(Network::calm);
      toBroker.ifPresent(Network::calm);
    }
  }

  /**
   * Servers that don't run yet.
   *
   * @param broker null where they have none
   * @param settings of each server, beside where its store and broker are
   * @param folder where the servers' logs are written, and what they keep beside the store
   * @throws IllegalArgumentException when several servers can't use that store
   */
  public Cluster(
      int servers,
      Path jar,
      Store store,
      @Nullable Broker broker,
      Map<String, String> settings,
      Path folder) {
    if (servers > 1 && !store.isShared()) {
      throw new IllegalArgumentException("one server at a time can use " + store);
    }
    this.store = store;
    this.broker = broker;
    for (int i = 1; i <= servers; i++) {
      nodes.add(node(servers == 1 ? "" : "-" + i, jar, settings, folder));
    }
  }

  private Node node(String suffix, Path jar, Map<String, String> settings, Path folder) {
    var toDatabase = store.way();
    var toBroker = Optional.ofNullable(broker).map(Broker::way);
    var told = new HashMap<>(store.settings(toDatabase));
    toBroker.ifPresent(way -> told.put("CHAT_NATS_URL", "nats://127.0.0.1:" + way.port()));
    told.putIfAbsent("CHAT_DATA_DIR", folder.resolve("data" + suffix).toString());
    told.putAll(settings);
    var log = folder.resolve("server" + suffix + ".log");
    return new Node(new ServerProcess(jar, told, log), toDatabase, toBroker);
  }

  /**
   * Starts all of them.
   *
   * @return where each is reached, with nothing between
   */
  public List<URI> start() {
    return nodes.stream().map(node -> node.server().start()).toList();
  }

  /** Where servers are, for a network to lead to. */
  public static List<InetSocketAddress> addresses(List<URI> servers) {
    return servers.stream()
        .map(server -> new InetSocketAddress(server.getHost(), server.getPort()))
        .toList();
  }

  /** What can go wrong with them. */
  public Set<Fault.Kind> faults() {
    var parts = EnumSet.of(Fault.Part.ONE_SERVER);
    parts.addAll(store.parts());
    if (nodes.size() > 1) {
      parts.add(Fault.Part.SEVERAL_SERVERS);
    }
    if (broker != null) {
      parts.add(Fault.Part.BROKER);
    }
    var possible = EnumSet.allOf(Fault.Kind.class);
    possible.removeIf(kind -> !parts.contains(kind.part));
    return possible;
  }

  Node node(int which) {
    return nodes.get(Math.floorMod(which, nodes.size()));
  }

  Store store() {
    return store;
  }

  /** The broker, where there is one. */
  Broker broker() {
    if (broker == null) {
      throw new IllegalStateException("there is no broker");
    }
    return broker;
  }

  /** Nothing is broken any more, except what was killed. */
  void calm() {
    nodes.forEach(Node::calm);
  }

  @Override
  public void close() {
    for (var node : nodes) {
      node.server().close();
      node.toDatabase().ifPresent(Network::close);
      node.toBroker().ifPresent(Network::close);
    }
  }

  @Override
  public String toString() {
    var what = nodes.size() == 1 ? "one server" : nodes.size() + " servers";
    return what + " on " + store + (broker == null ? "" : ", " + broker);
  }
}
