package chat.application.log;

import chat.adapter.persistence.MySqlSettings;
import chat.adapter.persistence.MySqlStore;
import chat.adapter.persistence.SqliteStore;
import chat.adapter.persistence.Store;
import chat.adapter.security.IcuNameSkeletons;
import chat.domain.message.MessageLog;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.testkit.message.SampleDrafts;
import chat.testkit.room.SampleRooms;
import chat.testkit.user.SampleUsers;
import chat.testmysql.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a look for events of other processes takes where most rooms are silent, and what comparing
 * the heads of all rooms takes. A server looks once a second. In the package of what it measures.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SweepBenchmark {
  private static final int PAGE = 10_000;
  private static final int ACTIVE = 1_000;

  /** A store with silent rooms, a thousand of which were active lately. */
  @State(Scope.Thread)
  public abstract static class Target {
    @Param({"1000", "100000"})
    private int rooms;

    private @Nullable Store store;
    private @Nullable Sweep sweep;
    private long seen;

    abstract Store open();

    abstract Connection connect() throws SQLException;

    /** What the database takes for a time. */
    abstract Object time();

    @Setup(Level.Trial)
    public void fill() throws SQLException {
      Identity author;
      try (var empty = open()) {
        author = SampleUsers.registered(empty.users());
      }
      insertRooms(author.id());
      store = open();
      var room = SampleRooms.opened(store().rooms(), author.id()).id();
      store().messageLog().append(SampleDrafts.drafts(ACTIVE, room, author));
      var active = new Sweep(store().messageLog());
      store().messageLog().heads(0, ACTIVE).forEach(head -> active.active(head.room()));
      sweep = active;
    }

    /** By statements of its own, because opening a hundred thousand rooms takes minutes. */
    private void insertRooms(UserId creator) throws SQLException {
      try (var connection = connect();
          var insert =
              connection.prepareStatement(
                  "INSERT INTO chat_rooms(name, name_key, created_by, created_at)"
                      + " VALUES (?, ?, ?, ?)")) {
        connection.setAutoCommit(false);
        for (int i = 1; i <= rooms; i++) {
          var name = "silent room " + i;
          insert.setString(1, name);
          insert.setBytes(2, name.getBytes(StandardCharsets.UTF_8));
          insert.setLong(3, creator.value());
          insert.setObject(4, time());
          insert.addBatch();
          if (i % PAGE == 0 || i == rooms) {
            insert.executeBatch();
          }
        }
        connection.commit();
      }
    }

    final Store store() {
      return Objects.requireNonNull(store);
    }

    final long look() {
      Objects.requireNonNull(sweep).look(head -> seen += head.seq());
      return seen;
    }

    final long compareAll() {
      long sum = 0;
      long after = 0;
      List<MessageLog.Head> page;
      do {
        page = store().messageLog().heads(after, PAGE);
        for (var head : page) {
          after = head.room().value();
          sum += head.seq();
        }
      } while (page.size() == PAGE);
      return sum;
    }
  }

  /** A file in the folder for temporary ones. */
  public static class Sqlite extends Target {
    private final Path folder = temporaryFolder();

    @Override
    Store open() {
      return SqliteStore.open(folder, new IcuNameSkeletons());
    }

    private static Path temporaryFolder() {
      try {
        return Files.createTempDirectory("chat-sweep");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    Connection connect() throws SQLException {
      return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("chat.db"));
    }

    @Override
    Object time() {
      return Instant.EPOCH.toEpochMilli();
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
      store().close();
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** A server of its own. */
  public static class MySql extends Target {
    private static final int CONNECTIONS = 4;

    private final TestDatabase database = TestDatabase.launch();
    private final String url = database.createDatabase();

    @Override
    Store open() {
      return MySqlStore.open(
          new MySqlSettings(url, database.user(), database.password(), CONNECTIONS),
          new IcuNameSkeletons());
    }

    @Override
    Connection connect() throws SQLException {
      return DriverManager.getConnection(
          url + (url.contains("?") ? "&" : "?") + "rewriteBatchedStatements=true",
          database.user(),
          database.password());
    }

    @Override
    Object time() {
      return "2026-05-04 12:00:00";
    }

    @TearDown(Level.Trial)
    public void close() {
      store().close();
      database.close();
    }
  }

  /** One look of a second. */
  @Benchmark
  public long lookOnSqlite(Sqlite target) {
    return target.look();
  }

  @Benchmark
  public long compareAllOnSqlite(Sqlite target) {
    return target.compareAll();
  }

  @Benchmark
  public long lookOnMySql(MySql target) {
    return target.look();
  }

  @Benchmark
  public long compareAllOnMySql(MySql target) {
    return target.compareAll();
  }
}
