package chat.adapter.persistence;

import chat.adapter.persistence.database.TimeColumn;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The date and the time of day in UTC, in a {@code DATETIME(3)}. As {@link LocalDateTime}, which
 * both drivers pass on as it is; a {@link java.sql.Timestamp} they shift between time zones, and
 * MariaDB takes for NULL after 2038.
 */
final class UtcDateTime implements TimeColumn {
  @Override
  public Instant read(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  @Override
  public void write(PreparedStatement statement, int position, Instant time) throws SQLException {
    statement.setObject(position, LocalDateTime.ofInstant(time, ZoneOffset.UTC));
  }
}
