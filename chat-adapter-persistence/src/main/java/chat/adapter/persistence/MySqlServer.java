package chat.adapter.persistence;

import chat.domain.NameSkeletons;
import chat.domain.StoreUnavailable;
import com.zaxxer.hikari.util.DriverDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;

/** A MySQL or MariaDB at an address, up or not. Thread-safe. */
final class MySqlServer {
  private static final System.Logger LOG = System.getLogger(MySqlServer.class.getName());

  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration BETWEEN_NOTICES = Duration.ofSeconds(5);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(1);

  /** Longer than any of our statements takes: beyond it the server has gone silent. */
  private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(5);

  /** A migration may rebuild a large table. */
  private static final Duration MIGRATION_TIMEOUT = Duration.ofHours(1);

  private static final List<String> TABLES =
      List.of(
          "users",
          "chat_rooms",
          "messages",
          "room_events",
          "epochs",
          "revoked_tokens",
          "issued_tokens",
          "nodes",
          "presence");

  /** Of no user, and so far from expiring that no purge meets their locks. */
  private static final String ROWS_OF_A_TRIAL =
      "INSERT INTO issued_tokens (jti, user_id, expires_at)"
          + " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
          + " SELECT CONCAT(?, LPAD(i, 28, '0')), 0, '9999-01-01' FROM n";

  /** MariaDB's numbers follow those of MySQL 5, sometimes behind a "5.5.5-". */
  private static final Pattern VERSION =
      Pattern.compile("(?:5\\.5\\.5-)?(?<major>\\d+)\\.(?<minor>\\d+).*");

  private final MySqlUrl url;
  private final MySqlSettings settings;
  private volatile boolean isMariaDb;

  MySqlServer(MySqlUrl url, MySqlSettings settings) {
    this.url = url;
    this.settings = settings;
  }

  /** Whether it is a MariaDB; known once {@link #awaitAndMigrate} has returned. */
  boolean isMariaDb() {
    return isMariaDb;
  }

  /** Connections for work. */
  DataSource source() {
    return source(STATEMENT_TIMEOUT);
  }

  /** Whether the server answers now; waits for it for about a second. */
  boolean answers() {
    try (var connection = source(PROBE_TIMEOUT).getConnection();
        var statement = connection.createStatement()) {
      return statement.execute("SELECT 1");
    } catch (SQLException e) {
      return false;
    }
  }

  /**
   * Looks into every table, and inserts rows that are never committed. Other tables than theirs
   * grow by themselves, but on the same disk.
   */
  void tryToWrite() throws SQLException {
    try (var connection = source(STATEMENT_TIMEOUT).getConnection();
        var statement = connection.createStatement()) {
      for (var table : TABLES) {
        statement.execute("SELECT 1 FROM " + table + " LIMIT 1");
      }
      connection.setAutoCommit(false);
      try (var rows = connection.prepareStatement(ROWS_OF_A_TRIAL)) {
        // Servers that share the database may try at the same time, and the key is unique.
        rows.setString(1, UUID.randomUUID().toString());
        rows.execute();
      } finally {
        connection.rollback();
      }
    }
  }

  /**
   * Waits until the server is up, and brings the tables up to date.
   *
   * @throws CannotOpenStore when it is up and says no
   */
  void awaitAndMigrate(NameSkeletons skeletons) {
    long nextNotice = System.nanoTime();
    while (true) {
      try {
        checkServer();
        Migrations.run(
            source(MIGRATION_TIMEOUT),
            "mysql",
            url.toString(),
            new NameSkeletonsMigration(skeletons, "UPDATE IGNORE"));
        return;
      } catch (SQLException e) {
        refuseUnlessAway(e);
        if (System.nanoTime() - nextNotice >= 0) {
          LOG.log(System.Logger.Level.INFO, "Waiting for {0}: {1}", url, reason(e));
          nextNotice = System.nanoTime() + BETWEEN_NOTICES.toNanos();
        }
        pause();
      } catch (FlywayException e) {
        // What broke off a migration may be the server's end: then the next round will tell.
        if (answers()) {
          throw new CannotOpenStore(
              "The tables of " + url + " can't be used: " + e.getMessage(), e);
        }
        pause();
      }
    }
  }

  private void checkServer() throws SQLException {
    try (var connection = source(STATEMENT_TIMEOUT).getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT VERSION(), @@innodb_flush_log_at_trx_commit")) {
      row.next();
      isMariaDb = row.getString(1).contains("MariaDB");
      checkVersion(row.getString(1));
      if (row.getInt(2) != 1) {
        LOG.log(
            System.Logger.Level.WARNING,
            "innodb_flush_log_at_trx_commit is {0} in {1}: a crash of it may lose what was"
                + " acknowledged; 1 is safe",
            row.getInt(2),
            url);
      }
    }
  }

  private void checkVersion(String version) {
    var numbers = VERSION.matcher(version);
    if (!numbers.matches()) {
      return;
    }
    int major = Integer.parseInt(numbers.group("major"));
    int minor = Integer.parseInt(numbers.group("minor"));
    if (isMariaDb ? major < 10 || (major == 10 && minor < 6) : major < 8) {
      throw new CannotOpenStore(
          url + " is version " + version + "; it must be MySQL 8.0, MariaDB 10.6 or later");
    }
  }

  private void refuseUnlessAway(SQLException e) {
    switch (e.getErrorCode()) {
      // ER_ACCESS_DENIED_ERROR, and the same without a password
      case 1045, 1698 -> throw refusal("the user or the password is wrong", e);
      // ER_BAD_DB_ERROR
      case 1049 -> throw refusal("it doesn't exist", e);
      // ER_DBACCESS_DENIED_ERROR, ER_HOST_NOT_PRIVILEGED
      case 1044, 1130 -> throw refusal(reason(e), e);
      default -> {
        if (!isAway(e)) {
          throw refusal(reason(e), e);
        }
      }
    }
  }

  private CannotOpenStore refusal(String reason, SQLException e) {
    return new CannotOpenStore("Can't use " + url + ": " + reason, e);
  }

  private static boolean isAway(SQLException e) {
    return e.getErrorCode() == 1040 || MySqlFaults.isBrokenConnection(e);
  }

  /** The innermost cause says it in one line, the drivers' own messages in several. */
  private static String reason(Throwable e) {
    var root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("Interrupted while waiting for " + url, e);
    }
  }

  private DataSource source(Duration statementTimeout) {
    var properties = new Properties();
    parameters(statementTimeout)
        .forEach(
            (name, value) -> {
              if (!url.sets(name)) {
                properties.setProperty(name, value);
              }
            });
    return new DriverDataSource(
        url.value(),
        url.isMariaDb() ? "org.mariadb.jdbc.Driver" : "com.mysql.cj.jdbc.Driver",
        properties,
        settings.user(),
        settings.password());
  }

  /** What we want of the driver, in milliseconds where it is a time. */
  private Map<String, String> parameters(Duration statementTimeout) {
    var connectTimeout = Long.toString(CONNECT_TIMEOUT.toMillis());
    var socketTimeout = Long.toString(statementTimeout.toMillis());
    return url.isMariaDb()
        ? Map.of(
            "connectTimeout",
            connectTimeout,
            "socketTimeout",
            socketTimeout,
            "useServerPrepStmts",
            "true",
            "prepStmtCacheSize",
            "100")
        : Map.of(
            "connectTimeout", connectTimeout,
            "socketTimeout", socketTimeout,
            "useServerPrepStmts", "true",
            "cachePrepStmts", "true",
            "prepStmtCacheSize", "100",
            "prepStmtCacheSqlLimit", "65536",
            "useLocalSessionState", "true");
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
