package chat.benchmarks.scenario;

import chat.benchmarks.contestant.Store;
import chat.benchmarks.measure.Metric;
import chat.benchmarks.report.Results;
import java.io.IOException;
import java.util.List;

/** Something to measure. */
public interface Scenario {
  String name();

  /** What it shows, in one line. */
  String summary();

  /** What is worth a plot. */
  List<Metric> headlines();

  /** The stores that chat servers run on, unless others are asked for. */
  List<Store> stores();

  /** Whether other servers than the chat server can take part. */
  default boolean isForAll() {
    return false;
  }

  /** Whether it should be spoken in a dialect that tells when a connection is in its room. */
  default boolean needsJoined() {
    return false;
  }

  /** Whether it needs a store that outlives its server. */
  default boolean needsLastingStore() {
    return false;
  }

  /**
   * Measures.
   *
   * @throws chat.benchmarks.load.Mistake when anything was lost, doubled or out of order: then
   *     there are no figures
   */
  void run(Stage stage, Results results) throws IOException;

  /** All of them. */
  static List<Scenario> all() {
    return List.of(
        new Fanout(),
        new Pairs(),
        new Nodes(),
        new Idle(),
        new Storm(),
        new SlowReader(),
        new HistoryPages(),
        new LoginStorm(),
        new Search(),
        new Indexing(),
        new Start());
  }
}
