package chat.benchmarks.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks on what is inside the server, each in a process of its own. */
public final class Microbenchmarks {
  private static final String FILE = "jmh.json";
  private static final int FORKS = 2;
  private static final int ITERATIONS = 5;

  private Microbenchmarks() {}

  /**
   * Shows on standard output how it goes.
   *
   * @param pattern a regular expression that is found in the full name of each that is to run;
   *     every one is when it is empty
   * @param folder where the results go, as {@value #FILE}
   * @return whether all of them ran
   */
  public static boolean run(String pattern, Path folder) throws IOException {
    Files.createDirectories(folder);
    var options =
        new OptionsBuilder()
            .include(pattern)
            .forks(FORKS)
            .warmupIterations(ITERATIONS)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(ITERATIONS)
            .measurementTime(TimeValue.seconds(1))
            .resultFormat(ResultFormatType.JSON)
            .result(folder.resolve(FILE).toString())
            .build();
    var runner = new Runner(options);
    try {
      // One that fails, for want of a MySQL for example, says why and leaves no result.
      return runner.run().stream().noneMatch(result -> result.getBenchmarkResults().isEmpty());
    } catch (RunnerException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
