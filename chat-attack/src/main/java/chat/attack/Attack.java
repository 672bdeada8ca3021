package chat.attack;

import chat.attack.scenario.Scenario;
import chat.proof.Program;
import chat.testmysql.Folders;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command line of the attacks. Ends with 0 when every bound was kept, 1 when one was broken or
 * nothing could be tried, and 2 when it was called wrongly.
 */
@Command(
    name = "chat attack",
    usageHelpWidth = 100,
    sortOptions = false,
    description = {
      "Attack a server of its own, started with a small heap and the default limits, while a witness",
      "goes on talking; then compare what the witness noticed with what is promised."
    },
    footer = {
      "",
      "Attackers come from 127.0.1.x and the witness from 127.0.0.1, which needs Linux. Attackers pace",
      "themselves, so that on a small machine the witness feels the server's faults and not their own."
    })
public final class Attack implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "Attacks by their names; all of them by default, or by 'all'.")
  private List<String> names = List.of();

  @Option(names = "--list", description = "Print the attacks and what must hold, and exit.")
  private boolean list;

  @Option(
      names = "--seconds",
      paramLabel = "NUMBER",
      defaultValue = "10",
      description = "How long each attack lasts. Default: 10.")
  private int seconds;

  @Option(
      names = "--scale",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "How large attacks are; 0.1 is a tenth of the connections. Default: 1.")
  private double scale;

  @Option(
      names = "--heap",
      paramLabel = "MEGABYTES",
      defaultValue = "512",
      description = "The server's heap. Default: 512.")
  private int heap;

  @Option(
      names = "--bcrypt-cost",
      paramLabel = "NUMBER",
      description = "What passwords cost the server. Default: the server's.")
  private @Nullable Integer bcryptCost;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Where all choices come from. Default: another one each time.")
  private @Nullable Long seed;

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "The server's jar. Default: the one that ./chat serve would start.")
  private @Nullable Path jar;

  @Option(names = "--json", description = "Print a line of JSON for each attack, and no table.")
  private boolean json;

  @Option(names = "--keep-logs", description = "Keep the servers' logs and data in any case.")
  private boolean keepLogs;

  private final Map<String, String> environment;
  private final PrintWriter out;

  Attack(Map<String, String> environment, PrintWriter out) {
    this.environment = Map.copyOf(environment);
    this.out = out;
  }

  /** The launcher says where the server's jar is, in {@code CHAT_JAR}. */
  public static void main(String[] args) {
    var out = new PrintWriter(System.out, true, Charset.defaultCharset());
    System.exit(run(System.getenv(), out, args));
  }

  static int run(Map<String, String> environment, PrintWriter out, String... args) {
    return Program.run(new Attack(environment, out), out, args);
  }

  @Override
  public Integer call() throws Exception {
    if (list) {
      Scenarios.ALL.forEach(this::describe);
      out.flush();
      return 0;
    }
    if (seconds < 1 || heap < 64 || !(scale > 0)) {
      throw wrong("--seconds and --scale must be positive, and --heap at least 64");
    }
    var scenarios = chosen();
    var trial = trial();
    var folder = Files.createTempDirectory("chat-attack-");
    if (!json) {
      out.println("seed " + trial.seed() + ", " + seconds + " s each, heap " + heap + " MB");
      out.println(Table.HEAD);
      out.flush();
    }
    var broken = new ArrayList<String>();
    Runner.run(
        trial,
        scenarios,
        folder,
        report -> {
          print(report);
          if (!report.holds()) {
            broken.add(report.attack());
          }
        });
    if (keepLogs || !broken.isEmpty()) {
      if (!json) {
        out.println("the servers' logs are in " + folder);
      }
    } else {
      Folders.delete(folder);
    }
    if (!json) {
      out.println(
          broken.isEmpty() ? "every bound was kept" : "broken: " + String.join(", ", broken));
    }
    out.flush();
    return broken.isEmpty() ? 0 : Program.FAILED;
  }

  private void describe(Scenario scenario) {
    out.println(scenario.name());
    out.println("    " + scenario.about().attack());
    out.println("    Holds when: " + scenario.about().expectation());
  }

  private void print(Report report) {
    try {
      out.println(json ? new ObjectMapper().writeValueAsString(report) : Table.row(report));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private List<Scenario> chosen() {
    if (names.isEmpty() || names.contains("all")) {
      return Scenarios.ALL;
    }
    var chosen = new ArrayList<Scenario>();
    for (var name : names) {
      chosen.add(
          Scenarios.named(name)
              .orElseThrow(() -> wrong("there is no attack '" + name + "'; --list names them")));
    }
    return chosen;
  }

  private Trial trial() {
    var path = jar;
    if (path == null) {
      var named = environment.get("CHAT_JAR");
      if (named == null) {
        throw new IllegalStateException(
            "CHAT_JAR must name the server's jar; ./chat attack sets it");
      }
      path = Path.of(named);
    }
    var flags =
        Stream.of(environment.getOrDefault("CHAT_SERVER_FLAGS", "").split(" "))
            .filter(flag -> !flag.isEmpty())
            .toList();
    return new Trial(
        path,
        flags,
        heap,
        seed != null ? seed : System.nanoTime() & 0xFFFFFF,
        seconds,
        scale,
        false,
        bcryptCost == null ? OptionalInt.empty() : OptionalInt.of(bcryptCost),
        Bounds.of(heap));
  }
}
