package chat.benchmarks.search;

import chat.benchmarks.text.Corpus;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.LongConsumer;

/**
 * A MySQL or MariaDB, asked over its own protocol: with {@code FULLTEXT}, by every two characters
 * where it can do that, and without any index. Used by one thread.
 */
public final class MySqlYardstick {
  private static final System.Logger LOG = System.getLogger(MySqlYardstick.class.getName());
  private static final String CACHE_BYTES = "1073741824";

  private final String url;
  private final Properties properties = new Properties();
  private final String table;
  private final String server;
  private final boolean hasNgrams;

  /**
   * @param settings as a chat server is told where its database is
   * @param table the name of its own table there
   */
  public MySqlYardstick(Map<String, String> settings, String table) throws IOException {
    url = Objects.requireNonNull(settings.get("CHAT_DATABASE_URL"));
    properties.setProperty("user", settings.getOrDefault("CHAT_DATABASE_USER", ""));
    properties.setProperty("password", settings.getOrDefault("CHAT_DATABASE_PASSWORD", ""));
    properties.setProperty("rewriteBatchedStatements", "true");
    this.table = table;
    try (var connection = open()) {
      var version = text(connection, "SELECT VERSION()");
      hasNgrams = !version.contains("MariaDB");
      server = (hasNgrams ? "MySQL " : "MariaDB ") + version.replaceAll("^(\\d+\\.\\d+).*", "$1");
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection(url, properties);
  }

  private static String text(Connection connection, String select) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(select)) {
      return row.next() ? row.getString(1) : "";
    }
  }

  /** Whether the table is there, and has everything. */
  public boolean isFilled(int messages) throws IOException {
    try (var connection = open()) {
      var there =
          text(
              connection,
              "SELECT COUNT(*) FROM information_schema.statistics WHERE table_schema = DATABASE()"
                  + " AND index_type = 'FULLTEXT' AND table_name = '"
                  + table
                  + "'");
      return there.equals("1")
          && text(connection, "SELECT COUNT(*) FROM " + table).equals(Integer.toString(messages));
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  /** Puts everything into the table, made anew, and says what the index cost. */
  public IndexCost fill(Corpus corpus, LongConsumer progress) throws IOException {
    try (var connection = open();
        var statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS " + table);
      statement.execute(
          "CREATE TABLE "
              + table
              + "(id INT PRIMARY KEY, content TEXT NOT NULL) CHARACTER SET utf8mb4");
      Database.fill(connection, table, corpus, progress);
      // Or each pair of letters with an "a" or "i" in it would count as a word to leave out.
      statement.execute("SET SESSION innodb_ft_enable_stopword = OFF");
      long began = System.nanoTime();
      statement.execute(
          "CREATE FULLTEXT INDEX words ON "
              + table
              + "(content)"
              + (hasNgrams ? " WITH PARSER ngram" : ""));
      return new IndexCost(System.nanoTime() - began, indexBytes());
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  /** The files of the index are named after the table's number. */
  private long indexBytes() throws SQLException {
    var prefix = hasNgrams ? "INNODB_" : "INNODB_SYS_";
    try (var connection = open()) {
      return Long.parseLong(
          text(
              connection,
              "SELECT COALESCE(SUM(s.FILE_SIZE), 0) FROM information_schema."
                  + prefix
                  + "TABLES t JOIN information_schema."
                  + prefix
                  + "TABLESPACES s ON LOWER(s.NAME) LIKE CONCAT(DATABASE(), '/fts\\_',"
                  + " LPAD(LOWER(HEX(t.TABLE_ID)), 16, '0'), '%') WHERE t.NAME ="
                  + " CONCAT(DATABASE(), '/"
                  + table
                  + "')"));
    }
  }

  /** Gives it a cache that everything fits into; where that isn't allowed it keeps its own. */
  public void cacheAll() {
    try (var connection = open();
        var statement = connection.createStatement()) {
      statement.execute("SET GLOBAL innodb_buffer_pool_size = " + CACHE_BYTES);
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.WARNING, "the cache of {0} stays: {1}", server, e.getMessage());
    }
  }

  /** By its index of whole words or of pairs of characters: the latest. */
  public Engine fullText(int limit) throws IOException {
    var select =
        "SELECT id, content FROM "
            + table
            + " WHERE MATCH(content) AGAINST(? IN BOOLEAN MODE) ORDER BY id DESC LIMIT "
            + limit;
    return new Reader(
        server + (hasNgrams ? " FULLTEXT, ngram" : " FULLTEXT, no ngram"),
        query -> select,
        query -> List.of(expression(query)));
  }

  private static String expression(Query query) {
    return switch (query.kind()) {
      case PHRASE -> "+" + query.typed();
      case PREFIX -> "+" + query.typed() + "*";
      default -> String.join(" ", query.words().stream().map(word -> "+" + word).toList());
    };
  }

  /** By reading backwards until there are enough. */
  public Engine like(int limit) throws IOException {
    return new Reader(
        server + " LIKE", query -> Database.likes(query, table, limit), Database::patterns);
  }

  /** Asks. What the server takes of the processor isn't known here. */
  private final class Reader extends JdbcEngine {
    Reader(String name, Sql sql, Values values) throws IOException {
      super(name, MySqlYardstick.this::open, sql, values);
    }

    @Override
    public double cpuSeconds() {
      return Double.NaN;
    }
  }
}
