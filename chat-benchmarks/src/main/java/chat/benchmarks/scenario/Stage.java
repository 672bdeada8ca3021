package chat.benchmarks.scenario;

import chat.benchmarks.contestant.ChatServer;
import chat.benchmarks.contestant.Contestant;
import chat.benchmarks.contestant.Server;
import chat.benchmarks.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What a scenario has to work with.
 *
 * @param chats the chat server, on each store
 * @param others what it is compared with
 * @param time how long to measure
 * @param warmUp how long to run before that
 * @param repetitions how often, with all contestants in turn
 * @param scale what numbers of connections and messages are multiplied by; 1 but for tests and
 *     small machines
 * @param only the variant to measure, of those that a scenario has; empty for all of them
 * @param folder where contestants may keep files
 * @param kept where files may be kept for later runs
 */
public record Stage(
    List<ChatServer> chats,
    List<Contestant> others,
    Duration time,
    Duration warmUp,
    int repetitions,
    double scale,
    String only,
    Progress progress,
    Path folder,
    Path kept) {
  public Stage {
    chats = List.copyOf(chats);
    others = List.copyOf(others);
  }

  /** The same with other chat servers, and none to compare them with. */
  Stage with(List<ChatServer> others) {
    return new Stage(
        others, List.of(), time, warmUp, repetitions, scale, only, progress, folder, kept);
  }

  /** The same among these and no others. */
  Stage among(List<Contestant> all) {
    return new Stage(
        List.of(), all, time, warmUp, repetitions, scale, only, progress, folder, kept);
  }

  /** A number of connections or messages, as many as there are to be here. */
  int scaled(int number) {
    return Math.max(2, (int) Math.round(number * scale));
  }

  /** Everybody who takes part. */
  List<Contestant> contestants() {
    var all = new ArrayList<Contestant>(chats);
    all.addAll(others);
    return all;
  }

  /** An empty folder. */
  Path newFolder() throws IOException {
    return Files.createTempDirectory(folder, "server-");
  }

  /** What is done with one server. */
  interface Use<V> {
    void with(V variant, String contestant, Server server) throws IOException;
  }

  /**
   * Starts everybody, and does each variant with each of them in turn, as often as repetitions are
   * asked for: what changes on this machine meanwhile hits all of them.
   */
  <V> void inTurn(List<V> variants, Use<V> use) throws IOException {
    var servers = new LinkedHashMap<String, Server>();
    try {
      for (var contestant : contestants()) {
        progress.step("starting " + contestant.name());
        servers.put(contestant.name(), contestant.start(newFolder()));
      }
      for (int i = 0; i < repetitions; i++) {
        for (var variant : variants) {
          for (var server : servers.entrySet()) {
            use.with(variant, server.getKey(), server.getValue());
          }
        }
      }
    } finally {
      servers.values().forEach(Server::close);
    }
  }
}
