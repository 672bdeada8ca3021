package chat.benchmarks.scenario;

import chat.benchmarks.contestant.Store;
import chat.benchmarks.measure.Metric;
import chat.benchmarks.report.Results;
import chat.benchmarks.search.Engine;
import chat.benchmarks.search.Judge;
import chat.benchmarks.search.Kind;
import chat.benchmarks.search.Queries;
import chat.benchmarks.search.Query;
import chat.benchmarks.text.Corpus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
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
  private static final double SLOW_MILLIS = 2_000;
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
    try (var engines = new SearchEngines(stage, corpus, LIMIT)) {
      engines.addServers();
      engines.addDatabases();
      measure(stage, engines.all(), queries, judge, results);
      engines.indexes().forEach((name, figures) -> results.add(INDEX, name, figures));
    }
  }

  /** What one engine did with queries of one kind. */
  private static final class Tally {
    private final Histogram latency = new Histogram(MOST_LATENCY, 3);
    private double cpu;
    private double found;

    Map<Metric, Double> figures() {
      double queries = latency.getTotalCount();
      var values = new EnumMap<Metric, Double>(Metric.class);
      values.put(Metric.QUERIES, queries);
      values.put(Metric.P50, latency.getValueAtPercentile(50) / 1e6);
      values.put(Metric.P99, latency.getValueAtPercentile(99) / 1e6);
      values.put(Metric.MAX, latency.getMaxValue() / 1e6);
      values.put(Metric.QUERY_CPU, cpu / queries * 1e3);
      values.put(Metric.FOUND, found / queries);
      return values;
    }
  }

  private static void measure(
      Stage stage,
      List<Engine> engines,
      Map<Kind, List<Query>> queries,
      Judge judge,
      Results results)
      throws IOException {
    for (int i = 0; i <= stage.repetitions(); i++) {
      boolean isWarmUp = i == 0;
      var time = isWarmUp ? stage.warmUp() : stage.time();
      long nanos = time.toNanos() / Math.max(1, queries.size());
      for (var engine : engines) {
        for (var kind : queries.entrySet()) {
          var title = kind.getKey().title();
          // Databases have no need of it, and those that take seconds for a query are asked once.
          if (!engine.isStrict() && (isWarmUp || isSlow(results, title, engine.name()))) {
            continue;
          }
          stage.progress().step((isWarmUp ? "warming up, " : "") + title + ", " + engine.name());
          // Each repetition asks on from another place: slow ones come to few queries.
          int first = i * kind.getValue().size() / (stage.repetitions() + 1);
          var tally = ask(engine, kind.getValue(), first, nanos, judge);
          if (!isWarmUp) {
            results.add(title, engine.name(), tally.figures());
          }
        }
      }
    }
  }

  private static boolean isSlow(Results results, String variant, String engine) {
    var before = results.rows().get(new Results.Key(variant, engine));
    var median = before == null ? null : before.get(Metric.P50);
    return median != null && median.median() > SLOW_MILLIS;
  }

  private static Tally ask(Engine engine, List<Query> queries, int first, long nanos, Judge judge)
      throws IOException {
    record Asked(Query query, List<Integer> numbers) {}

    var tally = new Tally();
    var answers = new ArrayList<Asked>();
    double cpu = engine.cpuSeconds();
    long end = System.nanoTime() + nanos;
    int next = first;
    do {
      var query = queries.get(next++ % queries.size());
      var searched = engine.search(query);
      tally.latency.recordValue(Math.min(searched.nanos(), MOST_LATENCY));
      answers.add(new Asked(query, searched.numbers()));
    } while (System.nanoTime() < end);
    tally.cpu = engine.cpuSeconds() - cpu;
    // Afterwards: judging takes longer than answering.
    for (var answer : answers) {
      tally.found += judge.found(engine, answer.query, answer.numbers);
    }
    return tally;
  }
}
