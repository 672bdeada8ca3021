package chat.benchmarks.micro;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Runs the benchmarks of what is inside the server, each in a process of its own. */
@Command(
    name = "chat bench jmh",
    sortOptions = false,
    description = "Measure what matters inside the server, part by part, with JMH.")
public final class JmhCommand implements Callable<Integer> {
  public static final String NAME = "jmh";
  public static final String SUMMARY = "parts of the server by themselves; see jmh --help";

  private static final int FAILED = 1;
  private static final String RESULTS = "jmh.json";

  @Parameters(
      paramLabel = "PATTERN",
      arity = "0..1",
      defaultValue = "",
      description = "Only those whose full name contains this regular expression.")
  private String pattern = "";

  @Option(
      names = "--forks",
      paramLabel = "NUMBER",
      defaultValue = "2",
      description = "In how many processes each runs. Default: 2.")
  private int forks;

  @Option(
      names = "--seconds",
      paramLabel = "NUMBER",
      defaultValue = "5",
      description = "How long each is measured there, and runs before that. Default: 5.")
  private int seconds;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "bench-report",
      description = "Where the results go, as jmh.json. Default: bench-report.")
  private Path folder = Path.of("bench-report");

  private final String jar;

  private JmhCommand(String jar) {
    this.jar = jar;
  }

  /**
   * Returns a status to exit with.
   *
   * @param environment names the server's jar, in {@code CHAT_JAR}
   */
  public static int run(Map<String, String> environment, List<String> arguments) {
    var line = new CommandLine(new JmhCommand(environment.getOrDefault("CHAT_JAR", "")));
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Print this help and exit.")
                .build());
    line.setExecutionExceptionHandler(
        (failure, command, call) -> {
          command.getErr().println("chat: " + failure.getMessage());
          return FAILED;
        });
    return line.execute(arguments.toArray(String[]::new));
  }

  @Override
  public Integer call() throws IOException, RunnerException {
    var missing = matching();
    if (missing.isEmpty()) {
      throw new ParameterException(
          new CommandLine(this), "no benchmark's name contains " + pattern);
    }
    Files.createDirectories(folder);
    // JMH starts its processes with this class path, and the server's classes are in its jar.
    System.setProperty(
        "java.class.path", System.getProperty("java.class.path") + File.pathSeparator + jar);
    var options =
        new OptionsBuilder()
            .include(pattern)
            .forks(forks)
            .warmupIterations(seconds)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(seconds)
            .measurementTime(TimeValue.seconds(1))
            .resultFormat(ResultFormatType.JSON)
            .result(folder.resolve(RESULTS).toString())
            .build();
    for (var result : new Runner(options).run()) {
      missing.remove(result.getParams().getBenchmark());
    }
    // One that failed, for want of a database server for example, has said why.
    return missing.isEmpty() ? 0 : FAILED;
  }

  private Set<String> matching() {
    var silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
    return BenchmarkList.defaultList().find(silent, List.of(pattern), List.of()).stream()
        .map(BenchmarkListEntry::getUsername)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
