package chat.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import chat.benchmarks.measure.Metric;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private final Results results = new Results("fanout", List.of(Metric.DELIVERIES));

  ReportTest() {
    for (double value : new double[] {3_000, 1_000, 2_000}) {
      results.add("1x100", "chat, <sqlite>", Map.of(Metric.DELIVERIES, value, Metric.P99, 1.5));
      results.add("1x1000", "chat, <sqlite>", Map.of(Metric.DELIVERIES, 2 * value));
      results.add("1x100", "netty", Map.of(Metric.DELIVERIES, 4_000_000.0));
    }
  }

  @Test
  void the_table_has_medians_and_spreads_with_the_lines_of_a_variant_together() {
    assertThat(Table.plain(results).lines().map(line -> line.replaceAll(" {2,}", " | ")))
        .containsExactly(
            "fanout | server | deliveries/s | p99 ms",
            "1x100 | chat, <sqlite> | 2,000 (1,000–3,000) | 1.50 (1.50–1.50)",
            "1x100 | netty | 4,000,000 (4,000,000–4,000,000)",
            "1x1000 | chat, <sqlite> | 4,000 (2,000–6,000)");
  }

  @Test
  void the_files_hold_every_repetition_and_a_plot(@TempDir Path folder) throws Exception {
    new Output(folder).write(results, Map.of("java", "17"));
    var json = new ObjectMapper().readTree(folder.resolve("fanout.json").toFile());
    assertThat(json.at("/conditions/java").asText()).isEqualTo("17");
    assertThat(json.at("/results/0/figures/deliveries/median").asDouble()).isEqualTo(2_000);
    assertThat(json.at("/results/0/figures/deliveries/values")).hasSize(3);
    assertThat(Files.readString(folder.resolve("fanout.md")))
        .startsWith("| fanout | server | deliveries/s | p99 ms |\n| --- | --- | --- | --- |\n");
    var svg = svg(folder.resolve("fanout-deliveries.svg"));
    assertThat(svg).contains("prefers-color-scheme: dark", "2,000", "4,000,000", "&lt;sqlite>");
  }

  /** It is XML. */
  private static String svg(Path file) throws Exception {
    var parsed = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    assertThat(parsed.getDocumentElement().getTagName()).isEqualTo("svg");
    return Files.readString(file);
  }
}
