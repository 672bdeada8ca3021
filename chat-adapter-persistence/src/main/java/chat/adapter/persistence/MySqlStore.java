package chat.adapter.persistence;

import chat.adapter.persistence.database.Database;
import chat.adapter.persistence.database.StoreGate;
import chat.adapter.persistence.database.StoreWatch;
import chat.adapter.persistence.message.Dialect;
import chat.adapter.persistence.presence.JdbiPresenceTables;
import chat.adapter.persistence.presence.PresenceTables;
import chat.domain.NameSkeletons;
import com.zaxxer.hikari.HikariConfig;
import java.util.Optional;

/**
 * A store in MySQL 8.0 or later, or MariaDB 10.6 or later, which several servers may share. Commits
 * are as durable as the server makes them ({@code innodb_flush_log_at_trx_commit = 1}).
 *
 * <p>When the server goes away every call fails at once, and the store recovers by itself within
 * about a second of its return.
 */
public final class MySqlStore extends JdbiStore {
  /** A statement must not wait for a row longer than a driver waits for the statement. */
  private static final String SESSION =
      "SET SESSION innodb_lock_wait_timeout = 2, sql_mode = 'STRICT_TRANS_TABLES'";

  private static final long CONNECTION_TIMEOUT_MS = 1_000;

  private MySqlStore(Database database, Dialect dialect, NameSkeletons skeletons) {
    super(database, dialect, skeletons);
  }

  /**
   * Opens the store and brings its tables up to date. While the server isn't up this waits, and
   * says so in the log every few seconds; an interrupt ends that with {@link
   * chat.domain.StoreUnavailable}.
   *
   * @param skeletons which names look alike
   * @throws CannotOpenStore when the address, the user, the password or the database is wrong, or
   *     the server is too old
   */
  public static MySqlStore open(MySqlSettings settings, NameSkeletons skeletons) {
    var server = new MySqlServer(MySqlUrl.parse(settings.url()), settings);
    server.awaitAndMigrate(skeletons);

    var time = new UtcDateTime();
    int writers = settings.poolSize() / 2;
    var reading =
        connections(pool(server, "the database's readers", settings.poolSize() - writers), time);
    var writer = pool(server, "the database's writers", writers);
    writer.setAutoCommit(false);
    var writing = connections(writer, time);
    var gate =
        new StoreGate(
            server.toString(),
            server::answers,
            () -> {
              reading.drop();
              writing.drop();
            });
    // Its files are the server's: it says itself when they are gone.
    var watch = new StoreWatch(server.toString(), () -> true, server::tryToWrite);
    return new MySqlStore(
        new Database(reading, writing, gate, watch.start(), new MySqlFaults()),
        server.isMariaDb() ? Dialect.MARIADB : Dialect.MYSQL,
        skeletons);
  }

  @Override
  public Optional<PresenceTables> presenceTables() {
    return Optional.of(new JdbiPresenceTables(database()));
  }

  private static HikariConfig pool(MySqlServer server, String name, int size) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(server.source());
    config.setMaximumPoolSize(size);
    // Connections are made when they are needed: a pool that keeps some makes ever longer pauses
    // while the server is away, and would still be in one when it is back.
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
    config.setValidationTimeout(CONNECTION_TIMEOUT_MS);
    // What was committed before the rows were locked must be seen after it, not an older snapshot.
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setConnectionInitSql(SESSION);
    return config;
  }
}
