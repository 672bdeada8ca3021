package chat.proof;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** How a program that drives the server from outside reads its command line. */
public final class Program {
  /** The exit status when something failed; picocli's own is 2 for a wrong call. */
  public static final int FAILED = 1;

  private Program() {}

  /**
   * Runs a command, with {@code --help}; a failure is one line on standard error.
   *
   * @return the exit status
   */
  public static int run(Object command, PrintWriter out, String... args) {
    var line = new CommandLine(command);
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Print this help and exit.")
                .build());
    line.setOut(out);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (failure, failed, call) -> {
          failed.getErr().println("chat: " + failure.getMessage());
          return FAILED;
        });
    return line.execute(args);
  }
}
