package chat.benchmarks.contestant;

import chat.testmysql.Product;
import chat.testmysql.TestDatabase;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The databases of chat servers. One MySQL or MariaDB serves them all: it starts when it is first
 * needed, unless one that runs already is named. Used by one thread.
 */
public final class Databases implements AutoCloseable {
  /** One that runs already; whoever uses it finds it empty or takes what is there. */
  public record Existing(String url, String user, String password) {}

  private static final long BUFFER_POOL_BYTES = 128 << 20;
  private static final long LOG_BYTES = 96 << 20;
  private static final String SECRET = "known to everybody, because nothing here is secret";

  private final @Nullable Existing existing;
  private final Map<Path, String> urls = new HashMap<>();
  private @Nullable TestDatabase own;

  public Databases(@Nullable Existing existing) {
    this.existing = existing;
  }

  /**
   * What a server has to be told. The same folder gets the same database.
   *
   * @param folder where the server may keep files
   */
  public Map<String, String> settings(Store store, Path folder) {
    return switch (store) {
      case IN_MEMORY -> Map.of();
      case SQLITE -> Map.of("CHAT_DATA_DIR", folder.resolve("data").toString());
      case MYSQL -> mysql(folder);
    };
  }

  private Map<String, String> mysql(Path folder) {
    if (existing != null) {
      return settings(folder, existing.url(), existing.user(), existing.password());
    }
    if (own == null) {
      own = TestDatabase.launch();
      likeNew(own);
    }
    var database = own;
    var url = urls.computeIfAbsent(folder, key -> database.createDatabase());
    return settings(folder, url, database.user(), database.password());
  }

  /**
   * Gives it the memory and the log that a server has which was just installed: those of the tests
   * are smaller, so that it would write its pages all the time. The log of a MySQL before 8.0.30
   * stays, for it can't be changed while that runs.
   */
  private static void likeNew(TestDatabase database) {
    var log =
        database.product() == Product.MARIADB ? "innodb_log_file_size" : "innodb_redo_log_capacity";
    try (var connection =
            DriverManager.getConnection(
                database.createDatabase(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute("SET GLOBAL innodb_buffer_pool_size = " + BUFFER_POOL_BYTES);
      if (has(statement, log)) {
        statement.execute("SET GLOBAL " + log + " = " + LOG_BYTES);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Can't give the database its usual memory", e);
    }
  }

  private static boolean has(Statement statement, String variable) throws SQLException {
    try (var row = statement.executeQuery("SHOW GLOBAL VARIABLES LIKE '" + variable + "'")) {
      return row.next();
    }
  }

  private static Map<String, String> settings(
      Path folder, String url, String user, String password) {
    return Map.of(
        // The search's index is there, whatever the store is.
        "CHAT_DATA_DIR", folder.resolve("data").toString(),
        "CHAT_DATABASE_URL", url,
        "CHAT_DATABASE_USER", user,
        "CHAT_DATABASE_PASSWORD", password,
        "CHAT_JWT_SECRET", SECRET);
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
