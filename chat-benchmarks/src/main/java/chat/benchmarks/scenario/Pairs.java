package chat.benchmarks.scenario;

import chat.benchmarks.contestant.Store;
import chat.benchmarks.load.Load;
import chat.benchmarks.measure.Metric;
import chat.benchmarks.report.Results;
import java.io.IOException;
import java.util.List;

/** Many rooms of two: one of them speaks. */
final class Pairs implements Scenario {
  @Override
  public String name() {
    return "pairs";
  }

  @Override
  public String summary() {
    return "1,000 rooms of two, one sender in each, one message of each under way";
  }

  @Override
  public List<Metric> headlines() {
    return List.of(Metric.MESSAGES, Metric.SERVER_CPU, Metric.P99);
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
    int rooms = stage.scaled(1_000);
    Conversation.all(
        stage, results, List.of(new Conversation(rooms + "x2", rooms, 2, 1, new Load.Closed(1))));
  }
}
