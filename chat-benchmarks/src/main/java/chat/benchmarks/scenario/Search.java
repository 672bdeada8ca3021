package chat.benchmarks.scenario;

import chat.benchmarks.contestant.ChatServer;
import chat.benchmarks.contestant.Store;
import chat.benchmarks.measure.Metric;
import chat.benchmarks.measure.Usage;
import chat.benchmarks.report.Results;
import chat.benchmarks.search.Engine;
import chat.benchmarks.search.IndexCost;
import chat.benchmarks.search.Judge;
import chat.benchmarks.search.Kind;
import chat.benchmarks.search.MySqlYardstick;
import chat.benchmarks.search.Queries;
import chat.benchmarks.search.Query;
import chat.benchmarks.search.SqliteYardstick;
import chat.benchmarks.text.Corpus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** Searches in what many people said in seven languages, beside databases with the same texts. */
final class Search implements Scenario {
  private static final int MESSAGES = 1_000_000;
  private static final int FEWEST_MESSAGES = 2_000;
  private static final long SEED = 2026;
  private static final int LIMIT = 20;
  private static final int QUERIES = 200;
  private static final long MOST_LATENCY = TimeUnit.MINUTES.toNanos(1);
  private static final String INDEX = "the index";

  @Override
  public String name() {
    return "search";
  }

  @Override
  public String summary() {
    return "first pages of searches in a million messages of seven languages, beside databases";
  }

  @Override
  public List<Metric> headlines() {
    return List.of(Metric.P50, Metric.P99, Metric.INDEXED, Metric.INDEX_SHARE);
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
  public void run(Stage stage, Results results) throws IOException {
    var corpus = new Corpus(SEED, Math.max(FEWEST_MESSAGES, stage.scaled(MESSAGES)));
    stage.progress().step("looking for what there is to be found");
    var queries = new EnumMap<Kind, List<Query>>(Kind.class);
    Stream.of(Kind.values())
        .filter(kind -> kind.title().contains(stage.only()))
        .forEach(kind -> queries.put(kind, Queries.pick(corpus, kind, QUERIES)));
    var judge = new Judge(corpus, queries.values().stream().flatMap(List::stream).toList(), LIMIT);
    try (var hall = new SearchHall(stage, corpus)) {
      for (var chat : stage.chats()) {
        hall.letIn(chat, LIMIT);
      }
      hall.letDatabasesIn(LIMIT);
      measure(stage, hall.engines(), queries, judge, results);
      hall.costs().forEach((name, cost) -> results.add(INDEX, name, cost));
    }
  }
}
