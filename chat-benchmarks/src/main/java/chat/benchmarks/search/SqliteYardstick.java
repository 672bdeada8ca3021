package chat.benchmarks.search;

import chat.benchmarks.text.Corpus;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * SQLite in this process, without a server before it: with the index of every three characters that
 * comes with it, and without any.
 */
public final class SqliteYardstick {
  private SqliteYardstick() {}

  /** Puts everything into a new file, and says what the index cost. */
  public static IndexCost fill(Path file, Corpus corpus, LongConsumer progress) throws IOException {
    try (var connection = open(file);
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA synchronous=OFF");
      statement.execute("CREATE TABLE message(id INTEGER PRIMARY KEY, content TEXT NOT NULL)");
      Database.fill(connection, "message", corpus, progress);
      long before = bytes(connection);
      long began = System.nanoTime();
      statement.execute(
          "CREATE VIRTUAL TABLE trigram USING fts5(content, content='message',"
              + " content_rowid='id', tokenize='trigram remove_diacritics 1')");
      statement.execute("INSERT INTO trigram(trigram) VALUES ('rebuild')");
      statement.execute("INSERT INTO trigram(trigram) VALUES ('optimize')");
      return new IndexCost(System.nanoTime() - began, bytes(connection) - before);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private static Connection open(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private static long bytes(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT (SELECT page_count - freelist_count FROM pragma_page_count(),"
                    + " pragma_freelist_count()) * (SELECT page_size FROM pragma_page_size())")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** By trigrams: the latest that contain it, case and accents aside. */
  public static Engine trigram(Path file, int limit) throws IOException {
    var select =
        "SELECT message.id, message.content FROM trigram JOIN message ON message.id = trigram.rowid"
            + " WHERE trigram MATCH ? ORDER BY trigram.rowid DESC LIMIT "
            + limit;
    return new Reader(
        "SQLite FTS5 trigram", file, query -> select, query -> List.of(expression(query)));
  }

  private static String expression(Query query) {
    return query.kind() == Kind.PHRASE
        ? query.typed()
        : String.join(" AND ", query.words().stream().map(word -> '"' + word + '"').toList());
  }

  /** By reading backwards until there are enough: the latest that contain it. */
  public static Engine like(Path file, int limit) throws IOException {
    return new Reader(
        "SQLite LIKE", file, query -> Database.likes(query, "message", limit), Database::patterns);
  }

  /** Asks. */
  private static final class Reader extends JdbcEngine {
    Reader(String name, Path file, Sql sql, Values values) throws IOException {
      super(name, () -> open(file), sql, values);
    }

    @Override
    public double cpuSeconds() {
      // It works in the thread that asks.
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }
  }
}
