package chat.adapter.persistence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** Has the writers of an SQLite database believe that it can't grow. Thread-safe. */
final class SmallDatabase {
  /** SQLite's own. */
  private static final long MOST = 4_294_967_294L;

  private volatile long most = MOST;

  /** The source, with the limit of now on each of its new connections. */
  DataSource of(DataSource source) {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              try {
                var result = method.invoke(source, arguments);
                if (result instanceof Connection connection) {
                  limit(connection);
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** From now on it has so many pages at most. */
  void limitTo(SqliteStore store, long pages) {
    most = pages;
    // The next one has the limit of now.
    store.database().writing().drop();
  }

  void unlimited(SqliteStore store) {
    limitTo(store, MOST);
  }

  private void limit(Connection connection) {
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA max_page_count = " + most);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static long pages(Handle handle) {
    return handle.createQuery("PRAGMA page_count").mapTo(Long.class).one();
  }

  static boolean hasTable(SqliteStore store, String name) {
    return store
        .database()
        .reading()
        .jdbi()
        .withHandle(
            handle ->
                handle
                        .createQuery("SELECT count(*) FROM sqlite_master WHERE name = ?")
                        .bind(0, name)
                        .mapTo(Integer.class)
                        .one()
                    > 0);
  }
}
