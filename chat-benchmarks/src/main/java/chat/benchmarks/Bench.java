package chat.benchmarks;

import chat.benchmarks.contestant.ChatServer;
import chat.benchmarks.contestant.ChatV1Dialect;
import chat.benchmarks.contestant.Databases;
import chat.benchmarks.contestant.Dialect;
import chat.benchmarks.contestant.PlainDialect;
import chat.benchmarks.contestant.Store;
import chat.benchmarks.load.Mistake;
import chat.benchmarks.micro.JmhCommand;
import chat.benchmarks.report.Output;
import chat.benchmarks.report.Progress;
import chat.benchmarks.report.Results;
import chat.benchmarks.report.Table;
import chat.benchmarks.scenario.Scenario;
import chat.benchmarks.scenario.Stage;
import chat.benchmarks.yardstick.Yardsticks;
import chat.testmysql.Folders;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * The command line of the bench. Ends with 0 when everything was measured, 1 when a scenario gave
 * no figures, and 2 when it was called wrongly.
 */
@Command(
    name = "chat bench",
    usageHelpWidth = 100,
    sortOptions = false,
    description = {
      "Measure the server: start it, let many clients talk to it, check every delivery, and report",
      "what it did and what that cost. A scenario in which anything is lost, doubled or out of order",
      "gives no figures."
    },
    footer = {
      "",
      "--database-url takes the user and password from CHAT_DATABASE_USER and",
      "CHAT_DATABASE_PASSWORD. Figures of one machine at two times differ: compare what was measured",
      "in one run."
    })
public final class Bench implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final String ALL = "all";
  private static final String NONE = "none";

  /** What can be spoken. */
  enum Speech {
    PLAIN,
    CHAT_V1
  }

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "1..*",
      description = "What to measure: all, or some of those below.")
  private List<String> names = List.of();

  @Option(
      names = "--seconds",
      paramLabel = "NUMBER",
      defaultValue = "10",
      description = "How long to measure each time. Default: 10.")
  private int seconds;

  @Option(
      names = "--warmup",
      paramLabel = "NUMBER",
      defaultValue = "15",
      description = "For how many seconds to run before that. Default: 15.")
  private int warmUp;

  @Option(
      names = "--repetitions",
      paramLabel = "NUMBER",
      defaultValue = "3",
      description = "How often, with all servers in turn. Default: 3.")
  private int repetitions;

  @Option(
      names = "--store",
      paramLabel = "STORE",
      split = ",",
      description =
          "Where the chat server keeps everything: in-memory, sqlite, mysql, or several by comma."
              + " Default: what fits the scenario.")
  private List<Store> stores = List.of();

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description = "For mysql: one that runs already; else a MySQL or MariaDB is started.")
  private @Nullable String databaseUrl;

  @Option(
      names = "--dialect",
      paramLabel = "plain|chat.v1",
      converter = SpeechConverter.class,
      description = "How the chat server is spoken to. Default: what fits the scenario.")
  private @Nullable Speech speech;

  @Option(
      names = "--java-opts",
      paramLabel = "FLAGS",
      defaultValue = "",
      description = "Flags for the chat server's Java, separated by blanks.")
  private String javaOptions = "";

  @Option(
      names = "--scale",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "Multiplies numbers of connections and messages. Default: 1.")
  private double scale;

  @Option(
      names = "--only",
      paramLabel = "VARIANT",
      defaultValue = "",
      description = "Of fanout only this: 1x100, '1x100, 100 outstanding' or 1x1000.")
  private String only = "";

  @Option(
      names = "--beside",
      paramLabel = "TEXT",
      defaultValue = "",
      description =
          "Only those yardsticks whose name contains this; none for the chat server alone.")
  private String beside = "";

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "bench-report",
      description = "Where the report goes. Default: bench-report.")
  private Path folder = Path.of("bench-report");

  private final Map<String, String> environment;
  private final PrintWriter out;
  private final boolean isTerminal;

  Bench(Map<String, String> environment, PrintWriter out, boolean isTerminal) {
    this.environment = Map.copyOf(environment);
    this.out = out;
    this.isTerminal = isTerminal;
  }

  /**
   * The launcher says where the server's jar is, in {@code CHAT_JAR}, and in {@code CHAT_KEPT}
   * where to keep what later runs can use again.
   */
  public static void main(String[] args) {
    var out = new PrintWriter(System.out, true, Charset.defaultCharset());
    System.exit(run(System.getenv(), out, isTerminal(), args));
  }

  /** Java itself knows only about standard input and output together, and differs by version. */
  private static boolean isTerminal() {
    try {
      return Path.of("/proc/self/fd/1").toRealPath().startsWith("/dev/pts");
    } catch (IOException e) {
      return false;
    }
  }

  static int run(
      Map<String, String> environment, PrintWriter out, boolean isTerminal, String... args) {
    if (args.length > 0 && args[0].equals(JmhCommand.NAME)) {
      return JmhCommand.run(environment, List.of(args).subList(1, args.length));
    }
    var line = new CommandLine(new Bench(environment, out, isTerminal));
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Print this help and exit.")
                .build());
    var summaries = new LinkedHashMap<String, String>();
    Scenario.all().forEach(scenario -> summaries.put(scenario.name(), scenario.summary()));
    summaries.put(JmhCommand.NAME, JmhCommand.SUMMARY);
    line.getHelpSectionMap()
        .put(
            CommandLine.Model.UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
            help -> help.parameterList() + help.createTextTable(summaries));
    line.setOut(out);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(Store.class, Bench::store);
    line.setExecutionExceptionHandler(
        (failure, command, call) -> {
          command.getErr().println("chat: " + failure.getMessage());
          return FAILED;
        });
    return line.execute(args);
  }

  private static Store store(String name) {
    for (var store : Store.values()) {
      if (store.toString().equalsIgnoreCase(name)) {
        return store;
      }
    }
    throw new CommandLine.TypeConversionException("there is no store " + name);
  }

  /** As the subprotocol is written. */
  static final class SpeechConverter implements CommandLine.ITypeConverter<Speech> {
    @Override
    public Speech convert(String name) {
      return switch (name) {
        case "plain" -> Speech.PLAIN;
        case "chat.v1" -> Speech.CHAT_V1;
        default -> throw new CommandLine.TypeConversionException("plain and chat.v1 can be spoken");
      };
    }
  }

  @Override
  public Integer call() throws IOException {
    if (seconds < 1 || warmUp < 0 || repetitions < 1 || !(scale > 0)) {
      throw wrong("--seconds, --repetitions and --scale must be positive");
    }
    var scenarios = scenarios();
    var jar = environment.get("CHAT_JAR");
    if (jar == null) {
      throw new IllegalStateException("CHAT_JAR must name the server's jar; ./chat bench sets it");
    }
    var kept =
        Path.of(
            environment.getOrDefault("CHAT_KEPT", Path.of(jar).resolveSibling("kept").toString()));
    var output = new Output(folder);
    var progress = new Progress(out, isTerminal);
    int status = 0;
    var work = Files.createTempDirectory("chat-bench-");
    try (var databases = new Databases(existing())) {
      var yardsticks = new Yardsticks(kept.resolve("yardsticks"), databases, progress::say);
      for (var scenario : scenarios) {
        progress.say(scenario.name() + ": " + scenario.summary());
        var results = new Results(scenario.name(), scenario.headlines());
        try {
          scenario.run(
              stage(scenario, Path.of(jar), databases, yardsticks, progress, work, kept), results);
          output.write(results, conditions());
          progress.say("\n" + Table.plain(results));
        } catch (Mistake | IOException e) {
          status = FAILED;
          progress.say(scenario.name() + " gives no figures: " + e.getMessage());
        }
      }
    } finally {
      Folders.delete(work);
    }
    progress.say("the report is in " + folder);
    return status;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(new CommandLine(this), message);
  }

  private List<Scenario> scenarios() {
    var known =
        Scenario.all().stream()
            .collect(
                Collectors.toMap(
                    Scenario::name, scenario -> scenario, (a, b) -> a, LinkedHashMap::new));
    if (names.contains(ALL)) {
      return List.copyOf(known.values());
    }
    var chosen = new ArrayList<Scenario>();
    for (var name : names) {
      var scenario = known.get(name);
      if (scenario == null) {
        throw wrong("there is no scenario " + name + "; there are " + known.keySet());
      }
      chosen.add(scenario);
    }
    return chosen;
  }

  private Databases.@Nullable Existing existing() {
    return databaseUrl == null
        ? null
        : new Databases.Existing(
            databaseUrl,
            environment.getOrDefault("CHAT_DATABASE_USER", ""),
            environment.getOrDefault("CHAT_DATABASE_PASSWORD", ""));
  }

  private Stage stage(
      Scenario scenario,
      Path jar,
      Databases databases,
      Yardsticks yardsticks,
      Progress progress,
      Path work,
      Path kept) {
    var chosen = stores.isEmpty() ? scenario.stores() : stores;
    var chats =
        chosen.stream()
            .filter(store -> store != Store.IN_MEMORY || !scenario.needsLastingStore())
            .map(store -> chat(store, scenario, jar, databases))
            .toList();
    return new Stage(
        chats,
        scenario.isForAll() && !beside.equals(NONE)
            ? yardsticks.beside(chosen).stream()
                .filter(one -> one.name().toLowerCase(Locale.ROOT).contains(beside))
                .toList()
            : List.of(),
        Duration.ofSeconds(seconds),
        Duration.ofSeconds(warmUp),
        repetitions,
        scale,
        only,
        progress,
        work,
        kept);
  }

  private ChatServer chat(Store store, Scenario scenario, Path jar, Databases databases) {
    boolean isNew = speech == null ? scenario.needsJoined() : speech == Speech.CHAT_V1;
    Dialect dialect = isNew ? new ChatV1Dialect() : new PlainDialect();
    var flags = javaOptions.isBlank() ? List.<String>of() : List.of(javaOptions.trim().split(" +"));
    var name = "chat, " + store + (isNew ? ", chat.v1" : "");
    return new ChatServer(name, jar, store, databases, dialect, flags, Map.of());
  }

  private Map<String, String> conditions() {
    var conditions = new LinkedHashMap<String, String>();
    conditions.put("java", System.getProperty("java.version"));
    conditions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    conditions.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    conditions.put("seconds", Integer.toString(seconds));
    conditions.put("warmup", Integer.toString(warmUp));
    conditions.put("repetitions", Integer.toString(repetitions));
    conditions.put("scale", Double.toString(scale));
    return conditions;
  }
}
