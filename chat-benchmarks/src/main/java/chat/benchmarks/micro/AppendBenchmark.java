package chat.benchmarks.micro;

import chat.adapter.persistence.MySqlSettings;
import chat.adapter.persistence.MySqlStore;
import chat.adapter.persistence.SqliteStore;
import chat.adapter.persistence.Store;
import chat.adapter.security.IcuNameSkeletons;
import chat.domain.message.Appended;
import chat.domain.message.Draft;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.testkit.message.SampleDrafts;
import chat.testkit.room.SampleRooms;
import chat.testkit.user.SampleUsers;
import chat.testmysql.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * How many groups of messages a store commits in a second, and how many messages that is. Both
 * stores have each commit on the disk before they answer.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class AppendBenchmark {
  /** How many messages the groups had. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Counted {
    public long messages;
  }

  /** An open store, and the next group for it. */
  @State(Scope.Thread)
  public abstract static class Target {
    @Param({"1", "16", "256"})
    private int group;

    private final Store store;
    private final Identity author;
    private final RoomId room;
    private List<Draft> drafts = List.of();

    private Target(Store store) {
      this.store = store;
      author = SampleUsers.registered(store.users());
      room = SampleRooms.opened(store.rooms(), author.id()).id();
    }

    /** Client ids are used once. What it costs to make them isn't measured. */
    @Setup(Level.Invocation)
    public void draft() {
      drafts = SampleDrafts.drafts(group, room, author);
    }

    final Store store() {
      return store;
    }

    final List<Appended> append(Counted counted) {
      counted.messages += group;
      return store.messageLog().append(drafts);
    }
  }

  /** A file in the folder for temporary ones. */
  public static class Sqlite extends Target {
    private final Path folder;

    public Sqlite() {
      this(temporaryFolder());
    }

    private Sqlite(Path folder) {
      super(SqliteStore.open(folder, new IcuNameSkeletons()));
      this.folder = folder;
    }

    private static Path temporaryFolder() {
      try {
        return Files.createTempDirectory("chat-append");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
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

    private final TestDatabase database;

    public MySql() {
      this(TestDatabase.launch());
    }

    private MySql(TestDatabase database) {
      super(
          MySqlStore.open(
              new MySqlSettings(
                  database.createDatabase(), database.user(), database.password(), CONNECTIONS),
              new IcuNameSkeletons()));
      this.database = database;
    }

    @TearDown(Level.Trial)
    public void close() {
      store().close();
      database.close();
    }
  }

  @Benchmark
  public List<Appended> sqlite(Sqlite target, Counted counted) {
    return target.append(counted);
  }

  @Benchmark
  public List<Appended> mySql(MySql target, Counted counted) {
    return target.append(counted);
  }
}
