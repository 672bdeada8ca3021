package chat.adapter.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The database's file and its write-ahead log, as they were when the database was opened. A process
 * that has a file open can use it after it was deleted, and wouldn't notice. Thread-safe.
 *
 * <p>They are only asked for, never opened: closing a file that SQLite has open in this process
 * would end SQLite's locks on it.
 */
final class SqliteFiles implements AutoCloseable {
  private final Connection anchor;
  private final List<Known> files;

  private record Known(Path path, @Nullable Object key) {
    static Known of(Path path) throws IOException {
      return new Known(path, keyOf(path));
    }

    boolean isThere() {
      try {
        return Objects.equals(key, keyOf(path));
      } catch (NoSuchFileException e) {
        return false;
      } catch (IOException e) {
        // Not being allowed to look doesn't say that it is gone.
        return true;
      }
    }

    /** What tells a file from another one of the same name; null where there is no such thing. */
    private static @Nullable Object keyOf(Path path) throws IOException {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }
  }

  private SqliteFiles(Connection anchor, List<Known> files) {
    this.anchor = anchor;
    this.files = files;
  }

  /**
   * Takes note of the files of a database that has its tables.
   *
   * @throws CannotOpenStore when they can't be read
   */
  static SqliteFiles of(Path database, DataSource source) {
    @Nullable Connection anchor = null;
    try {
      // It stays open, because the last connection that is closed deletes the log, and reads once,
      // because the log is made by the first that reads.
      anchor = source.getConnection();
      try (var statement = anchor.createStatement()) {
        statement.execute("SELECT count(*) FROM epochs");
      }
      var log = database.resolveSibling(database.getFileName() + "-wal");
      return new SqliteFiles(anchor, List.of(Known.of(database), Known.of(log)));
    } catch (SQLException | IOException e) {
      closeQuietly(anchor, e);
      throw new CannotOpenStore("The database " + database + " can't be read: " + e, e);
    }
  }

  private static void closeQuietly(@Nullable Connection connection, Exception why) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }

  /** Whether both are where they were. Takes microseconds. */
  boolean areThere() {
    for (var file : files) {
      if (!file.isThere()) {
        return false;
      }
    }
    return true;
  }

  /** To be called when the other connections are closed. */
  @Override
  public void close() {
    try {
      anchor.close();
    } catch (SQLException e) {
      System.getLogger(SqliteFiles.class.getName())
          .log(System.Logger.Level.WARNING, "SQLite can''t be closed: {0}", e.getMessage());
    }
  }
}
