package chat.adapter.persistence.room;

import chat.adapter.persistence.database.Arguments;
import chat.adapter.persistence.database.TimeColumn;
import chat.domain.room.Room;
import chat.domain.room.RoomDetails;
import chat.domain.room.RoomHead;
import chat.domain.room.RoomId;
import chat.domain.room.RoomName;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.spi.JdbiPlugin;

/** Teaches Jdbi the domain's room types. */
public final class RoomColumns implements JdbiPlugin {
  private final TimeColumn time;

  public RoomColumns(TimeColumn time) {
    this.time = time;
  }

  @Override
  public void customizeJdbi(Jdbi jdbi) {
    jdbi.registerArgument(Arguments.of(RoomId.class, (s, i, id) -> s.setLong(i, id.value())))
        .registerArgument(
            Arguments.of(RoomName.class, (s, i, name) -> s.setString(i, name.value())))
        .registerRowMapper(Room.class, (row, context) -> room(row))
        .registerRowMapper(RoomHead.class, (row, context) -> head(row))
        .registerRowMapper(RoomDetails.class, (row, context) -> details(row));
  }

  private Room room(ResultSet row) throws SQLException {
    return new Room(
        new RoomId(row.getLong("id")),
        new RoomName(row.getString("name")),
        new UserId(row.getLong("created_by")),
        time.read(row, "created_at"));
  }

  private RoomHead head(ResultSet row) throws SQLException {
    return new RoomHead(
        new RoomId(row.getLong("id")),
        row.getLong("last_seq"),
        row.getObject("last_message_at") == null
            ? Optional.empty()
            : Optional.of(time.read(row, "last_message_at")));
  }

  private RoomDetails details(ResultSet row) throws SQLException {
    return new RoomDetails(
        room(row), new Username(row.getString("username")), row.getLong("messages"));
  }
}
