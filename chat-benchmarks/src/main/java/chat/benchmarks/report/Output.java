package chat.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * A folder with a report: of each scenario {@code <name>.json} with every repetition, {@code
 * <name>.md} with the table and {@code <name>-<metric>.svg}. Used by one thread.
 */
public final class Output {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path folder;

  public Output(Path folder) {
    this.folder = folder;
  }

  /**
   * @param conditions what the figures were taken under
   */
  public void write(Results results, Map<String, String> conditions) throws IOException {
    Files.createDirectories(folder);
    var name = results.scenario();
    JSON.writeValue(folder.resolve(name + ".json").toFile(), json(results, conditions));
    Files.writeString(folder.resolve(name + ".md"), Table.markdown(results));
    for (var metric : results.headlines()) {
      Files.writeString(
          folder.resolve(name + "-" + metric.key().replace('_', '-') + ".svg"),
          Plot.svg(results, metric));
    }
  }

  private static ObjectNode json(Results results, Map<String, String> conditions) {
    var document = JSON.createObjectNode();
    document.put("scenario", results.scenario());
    document.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    var under = document.putObject("conditions");
    conditions.forEach(under::put);
    var rows = document.putArray("results");
    results
        .rows()
        .forEach(
            (key, row) -> {
              var line = rows.addObject();
              line.put("variant", key.variant());
              line.put("server", key.contestant());
              var figures = line.putObject("figures");
              row.forEach(
                  (metric, series) -> {
                    var figure = figures.putObject(metric.key());
                    figure.put("title", metric.title());
                    figure.put("median", series.median());
                    figure.put("min", series.min());
                    figure.put("max", series.max());
                    var values = figure.putArray("values");
                    series.values().forEach(values::add);
                  });
            });
    return document;
  }
}
