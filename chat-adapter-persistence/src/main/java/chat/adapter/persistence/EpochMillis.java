package chat.adapter.persistence;

import chat.adapter.persistence.database.TimeColumn;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Milliseconds since 1970 in an integer. */
final class EpochMillis implements TimeColumn {
  @Override
  public Instant read(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  @Override
  public void write(PreparedStatement statement, int position, Instant time) throws SQLException {
    statement.setLong(position, time.toEpochMilli());
  }
}
