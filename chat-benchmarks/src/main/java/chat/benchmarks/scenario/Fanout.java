package chat.benchmarks.scenario;

import chat.benchmarks.contestant.Store;
import chat.benchmarks.load.Load;
import chat.benchmarks.measure.Metric;
import chat.benchmarks.report.Results;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One room, ten senders. */
final class Fanout implements Scenario {
  private static final int SENDERS = 10;

  @Override
  public String name() {
    return "fanout";
  }

  @Override
  public String summary() {
    return "one room of 100 or 1,000 with ten senders, 1 or 10 messages of each under way";
  }

  @Override
  public List<Metric> headlines() {
    return List.of(Metric.DELIVERIES, Metric.SERVER_CPU, Metric.P99);
  }

  @Override
  public List<Store> stores() {
    return List.of(Store.IN_MEMORY, Store.SQLITE);
  }

  @Override
  public boolean isForAll() {
    return true;
  }

  @Override
  public void run(Stage stage, Results results) throws IOException {
    int thousand = stage.scaled(1_000);
    var all = new ArrayList<>(amongHundred(stage));
    all.add(conversation("1x" + thousand, thousand, 1));
    Conversation.all(stage, results, all);
  }

  /** With one message of each sender under way, and with ten. */
  static List<Conversation> amongHundred(Stage stage) {
    int hundred = stage.scaled(100);
    return List.of(
        conversation("1x" + hundred, hundred, 1),
        conversation("1x" + hundred + ", 100 outstanding", hundred, 10));
  }

  private static Conversation conversation(String variant, int members, int outstanding) {
    return new Conversation(
        variant, 1, members, Math.min(SENDERS, members), new Load.Closed(outstanding));
  }
}
