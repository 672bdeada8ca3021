package chat.adapter.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilderFactory;
import org.jdbi.v3.core.statement.StatementContext;
import org.sqlite.SQLiteConnection;

/**
 * The prepared statements of one SQLite connection, kept to be run again: the driver would prepare
 * them anew each time, which takes longer than most of them run. Used by whoever has the
 * connection.
 */
final class KeptStatements extends DefaultStatementBuilder {
  /** More than there are different ones, so that none is thrown away that comes again. */
  private static final int MOST = 128;

  /** Those that aren't being run, the one that hasn't been run for longest first. */
  private final Map<String, PreparedStatement> idle = new LinkedHashMap<>(16, 0.75f, true);

  private KeptStatements() {}

  /** For the connections of one pool, each of which keeps its own. */
  static StatementBuilderFactory factory() {
    var connections = new ConcurrentHashMap<Connection, KeptStatements>();
    return pooled -> {
      var connection = itself(pooled);
      var kept = connections.get(connection);
      if (kept == null) {
        connections.keySet().removeIf(KeptStatements::isClosed);
        kept = connections.computeIfAbsent(connection, one -> new KeptStatements());
      }
      return kept;
    };
  }

  private static Connection itself(Connection pooled) {
    try {
      return pooled.unwrap(SQLiteConnection.class);
    } catch (SQLException notOurs) {
      throw new IllegalArgumentException("not a connection to SQLite", notOurs);
    }
  }

  private static boolean isClosed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  @Override
  public PreparedStatement create(Connection pooled, String sql, StatementContext context)
      throws SQLException {
    var kept = idle.remove(sql);
    // Made by the connection itself: those of a pool's end when the connection goes back to it.
    return kept == null ? super.create(itself(pooled), sql, context) : kept;
  }

  @Override
  public void close(Connection pooled, String sql, Statement statement) throws SQLException {
    if (statement instanceof PreparedStatement prepared
        && !idle.containsKey(sql)
        && isGood(prepared)) {
      idle.put(sql, prepared);
      if (idle.size() > MOST) {
        closeNext(idle.values().iterator());
      }
    } else {
      super.close(pooled, sql, statement);
    }
  }

  /** Forgets its parameters; the driver has ended one that failed. */
  private static boolean isGood(PreparedStatement statement) {
    try {
      statement.clearParameters();
      return true;
    } catch (SQLException ended) {
      return false;
    }
  }

  private static void closeNext(Iterator<PreparedStatement> statements) throws SQLException {
    var statement = statements.next();
    statements.remove();
    statement.close();
  }
}
