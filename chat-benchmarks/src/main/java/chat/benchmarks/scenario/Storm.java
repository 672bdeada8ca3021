package chat.benchmarks.scenario;

import chat.benchmarks.contestant.Guests;
import chat.benchmarks.contestant.Server;
import chat.benchmarks.contestant.Store;
import chat.benchmarks.load.Crowd;
import chat.benchmarks.measure.Metric;
import chat.benchmarks.measure.OpenFiles;
import chat.benchmarks.measure.Usage;
import chat.benchmarks.report.Results;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;

/** Everybody comes at once, to a server that has just started and to one that hasn't. */
final class Storm implements Scenario {
  private static final int CONNECTIONS = 5_000;
  private static final int MEMBERS = 100;
  private static final int AT_ONCE = 500;
  private static final int UNTIL_WARM = 4;

  @Override
  public String name() {
    return "storm";
  }

  @Override
  public String summary() {
    return "5,000 connections at once, each with its token checked and joined; cold and warm";
  }

  @Override
  public List<Metric> headlines() {
    return List.of(Metric.CONNECTIONS_PER_SECOND, Metric.P99);
  }

  @Override
  public List<Store> stores() {
    return List.of(Store.SQLITE);
  }

  @Override
  public boolean needsLastingStore() {
    return true;
  }

  @Override
  public boolean needsJoined() {
    return true;
  }

  @Override
  public void run(Stage stage, Results results) throws IOException {
    int connections = OpenFiles.enoughFor(stage.scaled(CONNECTIONS));
    int members = Math.min(MEMBERS, connections);
    int rooms = (connections + members - 1) / members;
    for (int i = 0; i < stage.repetitions(); i++) {
      for (var chat : stage.chats()) {
        var folder = stage.newFolder();
        Guests guests;
        stage.progress().step("preparing " + chat.name());
        try (var earlier = chat.start(folder)) {
          guests = earlier.admit(members, rooms);
        }
        try (var server = chat.start(folder)) {
          results.add("cold", chat.name(), storm(stage, server, guests, connections, "cold"));
          var last = storm(stage, server, guests, connections, "warming up");
          for (int n = 1; n < UNTIL_WARM; n++) {
            last = storm(stage, server, guests, connections, "warming up");
          }
          results.add("warm", chat.name(), last);
        }
      }
    }
  }

  private static EnumMap<Metric, Double> storm(
      Stage stage, Server server, Guests guests, int connections, String what) throws IOException {
    stage.progress().step("storm, " + what);
    var seats = Conversation.seats(guests, Math.min(MEMBERS, connections), 1, true);
    try (var crowd = new Crowd(server.addresses(), server.dialect(), Conversation.CONTENT_BYTES)) {
      double cpu = Usage.cpuSeconds(server.process());
      long begun = System.nanoTime();
      var latency =
          crowd.enter(
              seats.subList(0, connections), AT_ONCE, in -> stage.progress().count(in, "in"));
      double seconds = (System.nanoTime() - begun) / 1e9;
      cpu = Usage.cpuSeconds(server.process()) - cpu;
      crowd.gather();
      var values = new EnumMap<Metric, Double>(Metric.class);
      values.put(Metric.CONNECTIONS, (double) connections);
      values.put(Metric.CONNECTIONS_PER_SECOND, connections / seconds);
      values.put(Metric.P50, latency.getValueAtPercentile(50) / 1e6);
      values.put(Metric.P99, latency.getValueAtPercentile(99) / 1e6);
      values.put(Metric.MAX, latency.getMaxValue() / 1e6);
      values.put(Metric.READY_CPU, cpu);
      return values;
    }
  }
}
