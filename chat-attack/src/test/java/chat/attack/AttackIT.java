package chat.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every attack for a moment, at a small size. What must hold here holds on a busy machine as well:
 * the server lives and answers, its memory stays bounded, and each attack's own expectation. How
 * quickly the witness is answered is measured by {@code ./chat attack}.
 */
class AttackIT {
  private static final int HEAP_MEGABYTES = 192;
  private static final double SCALE = 0.04;

  @TempDir private Path folder;

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void every_bound_is_kept() throws Exception {
    var patient = new Bounds(15_000, 15_000, Bounds.of(HEAP_MEGABYTES).residentMegabytes());
    var trial =
        new Trial(
            Path.of(System.getProperty("chat.jar")),
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
            HEAP_MEGABYTES,
            1,
            1,
            SCALE,
            true,
            OptionalInt.of(4),
            patient);
    var reports = new ArrayList<Report>();
    Runner.run(trial, Scenarios.ALL, folder, reports::add);
    assertThat(reports).hasSameSizeAs(Scenarios.ALL);
    assertThat(reports)
        .allSatisfy(report -> assertThat(report.broken()).as(report.attack()).isEmpty());
  }
}
