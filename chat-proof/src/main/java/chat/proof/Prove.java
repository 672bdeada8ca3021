package chat.proof;

import chat.proof.fault.Broker;
import chat.proof.fault.Store;
import chat.testmysql.Folders;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * The command line of the proof. Ends with 0 when every promise was kept, 1 when one was broken or
 * nothing could be tried, and 2 when it was called wrongly.
 */
@Command(
    name = "chat prove",
    usageHelpWidth = 100,
    sortOptions = false,
    description = {
      "Try to disprove the guarantees: run servers of its own, let people talk and listen, kill the",
      "servers and their database, cut connections, and look whether anything was lost, doubled or",
      "out of order."
    },
    footer = {
      "",
      "Two runs with one seed meet the same faults in the same order; when exactly a thread gets to its",
      "work is not repeatable. --database-url takes the user and password from CHAT_DATABASE_USER and",
      "CHAT_DATABASE_PASSWORD; that database is not killed, but connections to it are cut."
    })
public final class Prove implements Callable<Integer> {
  /** The stores to choose from. */
  enum StoreName {
    SQLITE,
    MYSQL
  }

  @Option(names = "--minutes", paramLabel = "NUMBER", description = "How long to break things.")
  private int minutes;

  @Option(
      names = "--seconds",
      paramLabel = "NUMBER",
      description = "The same in seconds; added to the minutes. Without either: 60 seconds.")
  private int seconds;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Where all choices come from. Default: another one each time.")
  private @Nullable Long seed;

  @Option(
      names = "--store",
      paramLabel = "sqlite|mysql",
      defaultValue = "sqlite",
      description = "SQLite, or a MySQL or MariaDB that is started for it. Default: sqlite.")
  private StoreName store = StoreName.SQLITE;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description = "A MySQL or MariaDB that runs already; the run leaves its rooms behind.")
  private @Nullable String databaseUrl;

  @Option(
      names = "--nodes",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description =
          "How many servers share the database, between which clients change at will. More than one"
              + " need --store mysql or --database-url. Default: 1.")
  private int nodes;

  @Option(
      names = "--nats",
      description =
          "Have the servers reach each other by a NATS server, which is started for it and broken as"
              + " well. Takes nats-server from the PATH.")
  private boolean nats;

  @Option(
      names = "--rate",
      paramLabel = "NUMBER",
      defaultValue = "" + Trial.RATE,
      description =
          "What all talkers together do in a second, at most. All of it is kept in memory: 30"
              + " minutes of 100 need less than 1 GB. Default: 100.")
  private int rate;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Write everything that was done and seen there, as lines of JSON.")
  private @Nullable Path record;

  private final Map<String, String> environment;
  private final PrintWriter out;

  Prove(Map<String, String> environment, PrintWriter out) {
    this.environment = Map.copyOf(environment);
    this.out = out;
  }

  /** The launcher says where the server's jar is, in {@code CHAT_JAR}. */
  public static void main(String[] args) {
    var out = new PrintWriter(System.out, true, Charset.defaultCharset());
    System.exit(run(System.getenv(), out, args));
  }

  static int run(Map<String, String> environment, PrintWriter out, String... args) {
    return Program.run(new Prove(environment, out), out, args);
  }

  @Override
  public Integer call() throws Exception {
    var duration = Duration.ofMinutes(minutes).plusSeconds(seconds);
    if (minutes == 0 && seconds == 0) {
      duration = Duration.ofSeconds(60);
    }
    if (duration.isNegative() || duration.isZero() || rate < 1 || nodes < 1) {
      throw new ParameterException(
          new CommandLine(this), "--minutes, --seconds, --rate and --nodes must be positive");
    }
    if ((nodes > 1 || nats) && store == StoreName.SQLITE && databaseUrl == null) {
      throw new ParameterException(
          new CommandLine(this), "--nodes and --nats need --store mysql or --database-url");
    }
    long chosen = seed != null ? seed : System.nanoTime() & 0xFFFFFF;
    var jar = environment.get("CHAT_JAR");
    if (jar == null) {
      throw new IllegalStateException("CHAT_JAR must name the server's jar; ./chat prove sets it");
    }
    var usual = Trial.of(Path.of(jar), chosen, duration, nodes);
    var trial =
        new Trial(
            usual.jar(),
            usual.seed(),
            usual.duration(),
            rate,
            usual.servers(),
            usual.rooms(),
            usual.talkers(),
            usual.listeners(),
            Optional.ofNullable(record));
    var folder = Files.createTempDirectory("chat-proof-");
    try (var kept = open(folder);
        var broker = nats ? Broker.launch() : null) {
      out.printf("seed %d, %s, %d s%n", chosen, kept, duration.toSeconds());
      out.flush();
      var report = Proof.run(trial, kept, broker, folder, out);
      report.print(out);
      if (report.holds()) {
        Folders.delete(folder);
        return 0;
      }
      out.println("what happened is in " + folder);
      out.flush();
      return Program.FAILED;
    }
  }

  private Store open(Path folder) {
    if (databaseUrl != null) {
      return Store.at(
          databaseUrl,
          environment.getOrDefault("CHAT_DATABASE_USER", ""),
          environment.getOrDefault("CHAT_DATABASE_PASSWORD", ""));
    }
    return store == StoreName.MYSQL ? Store.mysql() : Store.sqlite(folder.resolve("data"));
  }
}
