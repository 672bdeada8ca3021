package chat.bootstrap;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Where the log goes: every record on one line of standard error, times in UTC. Libraries are heard
 * from a warning upwards, the product from the level that is set.
 */
final class Logging {
  private static final Logger ROOT = Logger.getLogger("");
  // Held here, because the log manager alone would forget it, and its level with it.
  private static final Logger PRODUCT = Logger.getLogger("chat");

  // On newer Javas it recommends a module that no search here would gain from.
  private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

  /** They repeat what a client sent that is wrong: up to 8 KB of it, and tokens of addresses. */
  private static final List<Logger> ECHOES =
      List.of(
          Logger.getLogger("org.eclipse.jetty.http.HttpParser"),
          Logger.getLogger("org.eclipse.jetty.util.HostPort"));

  private Logging() {}

  static void configure(System.Logger.Level level) {
    for (var handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
    }
    var console = new ConsoleHandler();
    console.setLevel(Level.ALL);
    console.setFormatter(new Line());
    ROOT.addHandler(console);
    ROOT.setLevel(level == System.Logger.Level.ERROR ? Level.SEVERE : Level.WARNING);
    LUCENE.setLevel(Level.SEVERE);
    ECHOES.forEach(logger -> logger.setLevel(Level.SEVERE));
    PRODUCT.setLevel(
        switch (level) {
          case ERROR -> Level.SEVERE;
          case WARNING -> Level.WARNING;
          case DEBUG -> Level.FINE;
          default -> Level.INFO;
        });
  }

  /** {@code 2026-01-02T03:04:05.678Z WARNING MessageLog: what happened}. */
  static final class Line extends Formatter {
    /** Whatever a library repeats of what somebody sent. */
    private static final int LONGEST = 2_000;

    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Override
    public String format(LogRecord line) {
      var text = new StringWriter();
      text.append(TIME.format(Instant.ofEpochMilli(line.getMillis())))
          .append(String.format(" %-7s ", name(line.getLevel())))
          .append(shortName(line.getLoggerName()))
          .append(": ")
          .append(bounded(OneLine.of(String.valueOf(formatMessage(line)))));
      var thrown = line.getThrown();
      if (thrown == null) {
        text.append('\n');
      } else if (line.getLevel().intValue() < Level.WARNING.intValue()) {
        text.append(" (").append(bounded(OneLine.of(thrown.toString()))).append(")\n");
      } else {
        text.append('\n');
        thrown.printStackTrace(new PrintWriter(text, true));
      }
      return text.toString();
    }

    private static String bounded(String text) {
      return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    private static String name(Level level) {
      if (level.equals(Level.SEVERE)) {
        return "ERROR";
      }
      return level.intValue() < Level.INFO.intValue() ? "DEBUG" : level.getName();
    }

    private static String shortName(String logger) {
      return logger == null ? "" : logger.substring(logger.lastIndexOf('.') + 1);
    }
  }
}
