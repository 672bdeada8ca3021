package chat.benchmarks.search;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Asks a database in one statement for each query. */
abstract class JdbcEngine implements Engine {
  /** Whoever waits for longer has gone. */
  private static final int MOST_SECONDS = 5;

  /** InnoDB: what FULLTEXT finds on the way is more than 2 GB. */
  private static final int TOO_MUCH_TO_RANK = 188;

  /** Opens a connection. */
  interface Opening {
    Connection open() throws SQLException;
  }

  /** Which statement a query takes. */
  interface Sql {
    String of(Query query);
  }

  /** What stands for its question marks. */
  interface Values {
    List<String> of(Query query);
  }

  private final String name;
  private final Connection connection;
  private final Sql sql;
  private final Values values;

  JdbcEngine(String name, Opening opening, Sql sql, Values values) throws IOException {
    this.name = name;
    this.sql = sql;
    this.values = values;
    try {
      connection = opening.open();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Searched search(Query query) throws IOException {
    try (var select = connection.prepareStatement(sql.of(query))) {
      int at = 1;
      for (var value : values.of(query)) {
        select.setString(at++, value);
      }
      select.setQueryTimeout(MOST_SECONDS);
      long asked = System.nanoTime();
      var numbers = new ArrayList<Integer>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          // The text is read as well: it is what people want to see.
          if (!rows.getString(2).isEmpty()) {
            numbers.add(rows.getInt(1) - 1);
          }
        }
      } catch (SQLException e) {
        boolean isGivenUp =
            System.nanoTime() - asked > MOST_SECONDS * 900_000_000L
                || e.getErrorCode() == TOO_MUCH_TO_RANK;
        if (!isGivenUp) {
          throw e;
        }
        numbers.clear();
      }
      return new Searched(System.nanoTime() - asked, numbers);
    } catch (SQLException e) {
      throw new IOException(name + " can't search for " + query + ": " + e.getMessage(), e);
    }
  }

  @Override
  public final void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
