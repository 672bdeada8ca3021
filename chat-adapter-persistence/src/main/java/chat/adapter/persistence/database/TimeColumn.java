package chat.adapter.persistence.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * How a dialect keeps a point in time: UTC with milliseconds, whatever time zone the server, the
 * session and the JVM are set to.
 */
public interface TimeColumn {
  Instant read(ResultSet row, String column) throws SQLException;

  void write(PreparedStatement statement, int position, Instant time) throws SQLException;
}
