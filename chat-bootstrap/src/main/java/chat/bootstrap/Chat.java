package chat.bootstrap;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The program {@code chat}. It ends with 0 when all went well, 1 when something outside of it went
 * wrong, and 2 when it was called wrongly; then one line on standard error says what.
 */
public final class Chat {
  static final int FAILED = 1;
  static final int CALLED_WRONGLY = 2;

  private final Map<String, String> environment;
  private final PrintWriter out;
  private final PrintWriter err;

  Chat(Map<String, String> environment, PrintWriter out, PrintWriter err) {
    this.environment = Map.copyOf(environment);
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) {
    var charset = Charset.defaultCharset();
    var out = new PrintWriter(System.out, true, charset);
    var err = new PrintWriter(System.err, true, charset);
    System.exit(new Chat(System.getenv(), out, err).run(args));
  }

  /** Does what the arguments say and returns the exit status. */
  int run(String... args) {
    var program = program();
    ParseResult call;
    try {
      call = program.parseArgs(args);
      if (CommandLine.printHelpIfRequested(call)) {
        return 0;
      }
    } catch (ParameterException e) {
      var command = e.getCommandLine().getCommandSpec().qualifiedName();
      return refused(e.getMessage() + "; see " + command + " --help", CALLED_WRONGLY);
    }
    if (!call.hasSubcommand()) {
      program.usage(err);
      return CALLED_WRONGLY;
    }
    return run(call.subcommand());
  }

  private int run(ParseResult command) {
    try {
      switch (command.commandSpec().name()) {
        case "serve" -> ServeCommand.run(flags(command), environment, out);
        case "reindex" -> ReindexCommand.run(flags(command), environment, out);
        case "new-epoch" -> NewEpochCommand.run(flags(command), environment, out);
        default -> HealthCheckCommand.run(flags(command), environment);
      }
      return 0;
    } catch (WrongSetting e) {
      return refused(e.getMessage(), CALLED_WRONGLY);
    } catch (StartFailure e) {
      return refused(e.getMessage(), FAILED);
    }
  }

  private int refused(@Nullable String why, int status) {
    err.println("chat: " + OneLine.of(String.valueOf(why)));
    return status;
  }

  private static Map<Setting, String> flags(ParseResult command) {
    var flags = new EnumMap<Setting, String>(Setting.class);
    for (var setting : Setting.values()) {
      if (setting.flag() != null && command.hasMatchedOption(setting.flag())) {
        flags.put(setting, command.matchedOptionValue(setting.flag(), ""));
      }
    }
    return flags;
  }

  private CommandLine program() {
    var program = command("chat", "A real-time chat server: rooms over REST and WebSocket.");
    program.version("chat " + Version.current());
    program.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print the version and exit.")
            .build());
    program.addSubcommand("serve", serve());
    program.addSubcommand("reindex", reindex());
    program.addSubcommand("new-epoch", newEpoch());
    program.addSubcommand("healthcheck", healthcheck());
    var line = new CommandLine(program);
    line.setOut(out);
    line.setErr(err);
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.AUTO));
    return line;
  }

  private static CommandSpec serve() {
    var serve = command("serve", "Run the server until Ctrl-C or SIGTERM.");
    addOptions(serve, List.of(Setting.values()));
    serve
        .usageMessage()
        .footer(
            "",
            "Flags win over the environment variables in [brackets]. What is secret has a variable or a",
            "file, and no flag, because others see a program's flags:",
            "  CHAT_JWT_SECRET         What tokens are signed with, at least 32 bytes; the same on every",
            "                          server of a database. Without --database-url it may be left out:",
            "                          the data directory then gets a secret of its own.",
            "  CHAT_DATABASE_PASSWORD  The database user's password; empty if unset.");
    return serve;
  }

  private static CommandSpec reindex() {
    var reindex = command("reindex", "Build the search index anew, while no server runs on it.");
    addOptions(reindex, NewEpochCommand.SETTINGS);
    reindex
        .usageMessage()
        .footer(
            "",
            "A server does so by itself when its index is lost or broken; this is for doing it by hand,",
            "and for watching. What was said is in the database and isn't touched.");
    return reindex;
  }

  private static CommandSpec newEpoch() {
    var newEpoch =
        command("new-epoch", "Run once after a backup was restored, while no server runs on it.");
    addOptions(newEpoch, NewEpochCommand.SETTINGS);
    newEpoch
        .usageMessage()
        .footer(
            "",
            "Clients remember how far they have read by numbers, and a restored database gives numbers",
            "again that it had given before. Under a new epoch they notice, and start over instead of",
            "missing what was said since. Everybody has to log in again. The database user's password is",
            "CHAT_DATABASE_PASSWORD or that file, as for serve.");
    return newEpoch;
  }

  private static CommandSpec healthcheck() {
    var healthcheck =
        command("healthcheck", "Ask the server on this machine how it is; status 0 when well.");
    addOptions(healthcheck, List.of(Setting.PORT, Setting.HOST));
    healthcheck.usageMessage().hidden(true);
    return healthcheck;
  }

  private static CommandSpec command(String name, String description) {
    var command = CommandSpec.create().name(name);
    command.usageMessage().description(description).width(100).sortOptions(false);
    command.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Print this help and exit.")
            .build());
    return command;
  }

  /** Texts all of them: {@link SettingsReader} checks what stands in them, wherever it is from. */
  private static void addOptions(CommandSpec command, List<Setting> settings) {
    for (var setting : settings) {
      if (setting.flag() != null) {
        var byDefault = setting.byDefault() == null ? "" : " Default: " + setting.byDefault() + ".";
        command.addOption(
            OptionSpec.builder(setting.flag())
                .type(String.class)
                .paramLabel(setting.label())
                .description(setting.description() + byDefault + " [" + setting.variable() + "]")
                .build());
      }
    }
  }
}
