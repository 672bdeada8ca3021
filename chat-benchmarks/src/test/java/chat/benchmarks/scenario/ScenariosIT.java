package chat.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import chat.benchmarks.contestant.ChatServer;
import chat.benchmarks.contestant.ChatV1Dialect;
import chat.benchmarks.contestant.Databases;
import chat.benchmarks.contestant.PlainDialect;
import chat.benchmarks.measure.Metric;
import chat.benchmarks.report.Progress;
import chat.benchmarks.report.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each scenario for a moment, among few: whatever is lost or doubled fails it. */
class ScenariosIT {
  private static final Path JAR = Path.of(System.getProperty("chat.jar"));

  private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** A full build lays out the jar's classes beside it: a start from there is cheaper. */
  private static final List<String> ARCHIVE =
      List.of("-XX:SharedArchiveFile=" + JAR.resolveSibling("chat.jsa"), "-Xlog:cds*=off");

  private static List<String> flags(Scenario scenario) {
    // This one makes an archive itself.
    return scenario instanceof Start
        ? QUICK
        : Stream.of(QUICK, ARCHIVE).flatMap(List::stream).toList();
  }

  static List<Scenario> scenarios() {
    return Scenario.all();
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("scenarios")
  void gives_figures_of_every_variant(Scenario scenario, @TempDir Path folder) throws IOException {
    var results = new Results(scenario.name(), scenario.headlines());
    try (var databases = new Databases(null)) {
      var store = scenario.stores().get(0);
      var dialect = scenario.needsJoined() ? new ChatV1Dialect() : new PlainDialect();
      var chat = new ChatServer("chat", JAR, store, databases, dialect, flags(scenario), Map.of());
      scenario.run(
          new Stage(
              List.of(chat),
              List.of(),
              Duration.ofMillis(200),
              Duration.ofMillis(50),
              1,
              0.004,
              "",
              new Progress(new PrintWriter(Writer.nullWriter()), false),
              folder,
              folder.resolve("kept")),
          results);
    }
    assertThat(results.rows()).isNotEmpty();
    // An index has other figures than a search.
    for (var metric : scenario.headlines()) {
      assertThat(results.rows().values())
          .as(metric.title())
          .anyMatch(row -> row.containsKey(metric));
    }
    for (var row : results.rows().values()) {
      assertThat(row.keySet()).as("headlines").containsAnyElementsOf(scenario.headlines());
      for (var metric : List.of(Metric.DELIVERIES, Metric.MESSAGES, Metric.CONNECTIONS)) {
        if (row.containsKey(metric)) {
          assertThat(row.get(metric).median()).as(metric.title()).isPositive();
        }
      }
    }
  }
}
