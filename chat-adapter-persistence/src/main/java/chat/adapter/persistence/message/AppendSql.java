package chat.adapter.persistence.message;

import chat.adapter.persistence.database.Batches;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.room.RoomId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The statements of an append, each for a whole batch: their number grows with that of the drafts
 * divided by {@link Batches#MAX}. For one transaction.
 */
final class AppendSql {
  private final Handle handle;
  private final Dialect dialect;

  AppendSql(Handle handle, Dialect dialect) {
    this.handle = handle;
    this.dialect = dialect;
  }

  /**
   * Locks those of the rooms that there are and reads the last number of each.
   *
   * @param rooms in order of their ids, so that no two transactions wait for each other
   */
  Map<RoomId, Long> lockRooms(List<RoomId> rooms) {
    var heads = new HashMap<RoomId, Long>();
    for (var piece : Batches.padded(rooms)) {
      var query =
          handle.createQuery(
              """
              SELECT id, last_seq
              FROM chat_rooms
              WHERE id IN (%s)
              ORDER BY id%s
              """
                  .formatted(Batches.repeat("?", ", ", piece.size()), dialect.rowLock()));
      var parameters = new Parameters(query);
      piece.forEach(room -> parameters.add(room.value()));
      query
          .map((row, context) -> Map.entry(new RoomId(row.getLong("id")), row.getLong("last_seq")))
          .forEach(head -> heads.put(head.getKey(), head.getValue()));
    }
    return heads;
  }

  /** The messages that there are of those origins. */
  List<Message> sent(List<Origin> origins) {
    var messages = new ArrayList<Message>();
    for (var piece : Batches.padded(origins)) {
      var query =
          handle.createQuery(
              """
              SELECT m.id, m.room_id, m.seq, m.user_id, m.content, m.client_id, m.timestamp,
                     (SELECT u.username FROM users u WHERE u.id = m.user_id) AS username
              FROM messages m
              WHERE (m.user_id, m.room_id, m.client_id) IN (%s)
              """
                  .formatted(dialect.rows("(?, ?, ?)", piece.size())));
      var parameters = new Parameters(query);
      for (var origin : piece) {
        parameters
            .add(origin.author().value())
            .add(origin.room().value())
            .add(origin.clientId().value());
      }
      messages.addAll(query.mapTo(Message.class).list());
    }
    return messages;
  }

  void insert(List<Numbered> rows) {
    for (var piece : Batches.cut(rows)) {
      var insert =
          handle.createUpdate(
              """
              INSERT INTO messages (room_id, seq, user_id, content, timestamp, client_id)
              VALUES %s
              """
                  .formatted(Batches.repeat("(?, ?, ?, ?, ?, ?)", ", ", piece.size())));
      var parameters = new Parameters(insert);
      for (var row : piece) {
        var draft = row.draft();
        parameters
            .add(draft.room().value())
            .add(row.seq())
            .add(draft.author().id().value())
            .add(draft.content().text())
            .add(draft.at())
            .add(draft.clientId().value());
      }
      insert.execute();
    }
  }

  /** Sets the last number of each of the rooms. */
  void raise(Map<RoomId, Long> heads) {
    for (var piece : Batches.padded(List.copyOf(heads.entrySet()))) {
      var update =
          handle.createUpdate(
              """
              UPDATE chat_rooms
              SET last_seq = CASE id %s END
              WHERE id IN (%s)
              """
                  .formatted(
                      Batches.repeat("WHEN ? THEN ?", " ", piece.size()),
                      Batches.repeat("?", ", ", piece.size())));
      var parameters = new Parameters(update);
      piece.forEach(head -> parameters.add(head.getKey().value()).add(head.getValue()));
      piece.forEach(head -> parameters.add(head.getKey().value()));
      update.execute();
    }
  }

  /**
   * The ids of the messages at those places. Read back, because what a driver says of the keys of
   * several rows depends on the server's settings.
   */
  Map<Place, MessageId> ids(List<Place> places) {
    var ids = new HashMap<Place, MessageId>();
    for (var piece : Batches.padded(places)) {
      var query =
          handle.createQuery(
              """
              SELECT id, room_id, seq
              FROM messages
              WHERE (room_id, seq) IN (%s)
              """
                  .formatted(dialect.rows("(?, ?)", piece.size())));
      var parameters = new Parameters(query);
      piece.forEach(place -> parameters.add(place.room().value()).add(place.seq()));
      query
          .map(
              (row, context) ->
                  Map.entry(
                      new Place(new RoomId(row.getLong("room_id")), row.getLong("seq")),
                      new MessageId(row.getLong("id"))))
          .forEach(id -> ids.put(id.getKey(), id.getValue()));
    }
    return ids;
  }

  /** Binds a statement's parameters from the first to the last. */
  private static final class Parameters {
    private final SqlStatement<?> statement;
    private int next;

    Parameters(SqlStatement<?> statement) {
      this.statement = statement;
    }

    Parameters add(long value) {
      statement.bind(next++, value);
      return this;
    }

    Parameters add(String value) {
      statement.bind(next++, value);
      return this;
    }

    Parameters add(Instant value) {
      statement.bind(next++, value);
      return this;
    }
  }
}
