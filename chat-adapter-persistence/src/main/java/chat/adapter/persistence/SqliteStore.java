package chat.adapter.persistence;

import chat.adapter.persistence.database.Connections;
import chat.adapter.persistence.database.Database;
import chat.adapter.persistence.database.StoreGate;
import chat.adapter.persistence.database.StoreWatch;
import chat.adapter.persistence.message.Dialect;
import chat.adapter.persistence.presence.PresenceTables;
import chat.domain.NameSkeletons;
import com.zaxxer.hikari.HikariConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/**
 * A store in a file of this machine, in SQLite. A commit is on the disk when it returns; there is
 * one writer and several readers, who don't wait for it; one process has the file at a time.
 */
public final class SqliteStore extends JdbiStore {
  private static final int READERS = 4;
  private static final Duration BUSY = Duration.ofSeconds(5);
  private static final String FILE = "chat.db";
  private static final List<String> FILES = List.of(FILE, FILE + "-wal", FILE + "-shm");
  private static final int JOURNAL_BYTES = 64 * 1024 * 1024;

  /**
   * A group of messages in many rooms changes some hundred pages: with the usual 1,000 between two
   * checkpoints, every other commit would copy them, and wait for the disk once more.
   */
  private static final int CHECKPOINT_PAGES = 8_000;

  /** What each connection may keep in memory; the usual 2 MiB are less than such a group needs. */
  private static final int CACHE_KIB = 16 * 1024;

  /**
   * A trial must write more than this, because what fits in memory isn't written before a commit.
   */
  private static final int CACHED_PAGES_OF_A_TRIAL = 10;

  private static final int BYTES_OF_A_TRIAL = 1024 * 1024;

  private final SqliteFiles files;
  private final DataDirectory directory;

  private SqliteStore(
      Database database, NameSkeletons skeletons, SqliteFiles files, DataDirectory directory) {
    super(database, Dialect.SQLITE, skeletons);
    this.files = files;
    this.directory = directory;
  }

  /**
   * Opens the store in a directory, which is made when it isn't there.
   *
   * @param skeletons which names look alike
   * @throws CannotOpenStore when another process has it, or it can't be written
   */
  public static SqliteStore open(Path dataDirectory, NameSkeletons skeletons) {
    return open(dataDirectory, skeletons, writers -> writers);
  }

  /**
   * The same.
   *
   * @param writers may have the connections that write behave differently
   */
  static SqliteStore open(
      Path dataDirectory, NameSkeletons skeletons, UnaryOperator<DataSource> writers) {
    var directory = DataDirectory.take(dataDirectory, FILES);
    try {
      var file = directory.file(FILE);
      var source = source(file);
      migrate(source, skeletons, dataDirectory);
      var files = SqliteFiles.of(file, source);
      var time = new EpochMillis();
      var reading = connections(reading(readOnly(file)), time);
      var writing = connections(writing(writers.apply(source)), time);
      reading.jdbi().setStatementBuilderFactory(KeptStatements.factory());
      writing.jdbi().setStatementBuilderFactory(KeptStatements.factory());
      var watch =
          new StoreWatch(
              "the database in " + dataDirectory, files::areThere, () -> tryToWrite(writing));
      return new SqliteStore(
          database(reading, writing, watch.start()), skeletons, files, directory);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /**
   * Writes into the write-ahead log what no commit follows, so that it is as if it never was. On
   * the one connection that writes: it never lets go of the lock for writing.
   */
  private static void tryToWrite(Connections writing) throws SQLException {
    writing.<SQLException>once(
        handle -> {
          try (var statement = handle.getConnection().createStatement()) {
            statement.execute("PRAGMA cache_size = " + CACHED_PAGES_OF_A_TRIAL);
            statement.execute("CREATE TABLE trial (content BLOB)");
            statement.execute("INSERT INTO trial VALUES (zeroblob(" + BYTES_OF_A_TRIAL + "))");
          }
        });
  }

  /** Whether the directory has a store, open or not. */
  public static boolean isIn(Path dataDirectory) {
    return Files.exists(dataDirectory.resolve(FILE));
  }

  @Override
  public Optional<PresenceTables> presenceTables() {
    return Optional.empty();
  }

  @Override
  public void close() {
    super.close();
    files.close();
    directory.close();
  }

  private static Database database(Connections reading, Connections writing, StoreWatch watch) {
    // Never closed by a loss: each error of a file stands for itself.
    var gate = new StoreGate("SQLite", () -> true, () -> {});
    return new Database(reading, writing, gate, watch, new SqliteFaults());
  }

  private static DataSource source(Path file) {
    return source(file, new SQLiteConfig());
  }

  /**
   * What can't even write when it is closed: a connection that was opened after the file had been
   * replaced takes itself for the last one, and would copy the write-ahead log into the new file.
   */
  private static DataSource readOnly(Path file) {
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    return source(file, config);
  }

  private static DataSource source(Path file, SQLiteConfig config) {
    // The file is there by now. One that was deleted since mustn't be replaced by an empty one.
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(Math.toIntExact(BUSY.toMillis()));
    config.enforceForeignKeys(true);
    config.setJournalSizeLimit(JOURNAL_BYTES);
    config.setWalAutocheckpoint(CHECKPOINT_PAGES);
    config.setCacheSize(-CACHE_KIB);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  private static void migrate(DataSource source, NameSkeletons skeletons, Path directory) {
    try (Connection connection = source.getConnection()) {
      Migrations.run(
          source,
          "sqlite",
          "the database in " + directory,
          new NameSkeletonsMigration(skeletons, "UPDATE OR IGNORE"));
    } catch (SQLException | FlywayException e) {
      throw new CannotOpenStore(
          "The database in " + directory + " can't be opened: " + e.getMessage(), e);
    }
  }

  private static HikariConfig reading(DataSource source) {
    var config = pool(source, "the SQLite readers", READERS);
    config.setReadOnly(true);
    return config;
  }

  private static HikariConfig writing(DataSource source) {
    var config = pool(source, "the SQLite writer", 1);
    config.setAutoCommit(false);
    return config;
  }

  private static HikariConfig pool(DataSource source, String name, int size) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(source);
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(BUSY.toMillis());
    // A file's connections don't wear out.
    config.setMaxLifetime(0);
    config.setKeepaliveTime(0);
    return config;
  }
}
