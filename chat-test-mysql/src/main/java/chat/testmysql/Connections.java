package chat.testmysql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Talks to a server as its administrator. */
final class Connections {
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final long POLL_MS = 50;

  private Connections() {}

  static Connection open(Server server) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", server.user());
    properties.setProperty("password", server.password());
    properties.setProperty("connectTimeout", "5000");
    properties.setProperty("socketTimeout", "30000");
    return DriverManager.getConnection(server.url(""), properties);
  }

  static void execute(Server server, String sql) {
    try (var connection = open(server);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("Can't run '" + sql + "'", e);
    }
  }

  static String version(Server server) {
    try (var connection = open(server);
        var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT VERSION()")) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException("Can't ask " + server.url("") + " for its version", e);
    }
  }

  /**
   * Waits until the server lets us in, and throws with its log when it dies first or takes too
   * long.
   */
  static void awaitReady(Server server, BooleanSupplier alive, Supplier<String> log) {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (true) {
      // Before each try: on the port of a server that died, another one may answer.
      if (!alive.getAsBoolean()) {
        throw new ServerDied(log.get());
      }
      try (var connection = open(server)) {
        if (connection.isValid(5)) return;
      } catch (SQLException notYet) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "The server isn't ready after " + READY_WITHIN.toSeconds() + " s:\n" + log.get(),
              notYet);
        }
      }
      Processes.pause(POLL_MS);
    }
  }
}
