package chat.adapter.persistence.message;

import chat.adapter.persistence.database.Arguments;
import chat.adapter.persistence.database.TimeColumn;
import chat.domain.message.Body;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Epoch;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.spi.JdbiPlugin;

/** Teaches Jdbi the domain's message types. */
public final class MessageColumns implements JdbiPlugin {
  private final TimeColumn time;

  public MessageColumns(TimeColumn time) {
    this.time = time;
  }

  @Override
  public void customizeJdbi(Jdbi jdbi) {
    jdbi.registerRowMapper(Message.class, (row, context) -> message(row))
        .registerRowMapper(Kept.class, (row, context) -> kept(row))
        .registerRowMapper(RoomEvent.Logged.class, (row, context) -> event(row))
        .registerRowMapper(MessageLog.Head.class, (row, context) -> head(row))
        .registerRowMapper(
            MessageSql.RoomPosts.class,
            (row, context) ->
                new MessageSql.RoomPosts(head(row), row.getLong("newest"), row.getLong("posts")))
        .registerColumnMapper(
            Epoch.class, (row, column, context) -> new Epoch(row.getString(column)))
        .registerArgument(
            Arguments.of(Epoch.class, (s, i, epoch) -> s.setString(i, epoch.value())));
  }

  private static MessageLog.Head head(ResultSet row) throws SQLException {
    return new MessageLog.Head(new RoomId(row.getLong("id")), row.getLong("last_seq"));
  }

  private Message message(ResultSet row) throws SQLException {
    return new Message(
        new MessageId(row.getLong("id")),
        new RoomId(row.getLong("room_id")),
        row.getLong("seq"),
        new Identity(new UserId(row.getLong("user_id")), new Username(row.getString("username"))),
        body(row),
        new ClientId(row.getString("client_id")),
        time.read(row, "timestamp"));
  }

  private Body body(ResultSet row) throws SQLException {
    if (row.getObject("deleted_at") != null) {
      return new Body.Deleted(time.read(row, "deleted_at"));
    }
    var content = new Content(row.getString("content"));
    return row.getObject("edited_at") == null
        ? new Body.Original(content)
        : new Body.Edited(content, time.read(row, "edited_at"));
  }

  private Kept kept(ResultSet row) throws SQLException {
    var first = row.getString("sent_sha256");
    return new Kept(message(row), first == null ? null : new Fingerprint(first));
  }

  private RoomEvent.Logged event(ResultSet row) throws SQLException {
    return Kind.read(row.getString("kind")).event(row.getLong("event_seq"), message(row));
  }
}
