package chat.adapter.persistence.message;

import chat.adapter.persistence.database.Batches;
import chat.domain.message.MessageId;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * The statements of an append, each for a whole batch: their number grows with that of the drafts
 * divided by {@link Batches#MAX}, and where rooms get different numbers of events, with that of
 * these. For one transaction.
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

  /** Whether the database has {@link #lockAndRaise}. */
  boolean raisesAsItLocks() {
    return dialect.lastInsertId();
  }

  /**
   * Locks the room, if there is one, and raises its last number: one statement for the two that are
   * needed where numbers are read first, for the value that is given to {@code LAST_INSERT_ID}
   * comes with the answer.
   *
   * @param count how many events are new
   * @return the last number before
   */
  Map<RoomId, Long> lockAndRaise(RoomId room, long count) {
    var update =
        handle.createUpdate(
            """
            UPDATE chat_rooms
            SET last_seq = LAST_INSERT_ID(last_seq + ?)
            WHERE id = ?
            """);
    new Parameters(update).add(count).add(room.value());
    return update
        .executeAndReturnGeneratedKeys()
        .mapTo(Long.class)
        .findOne()
        .map(last -> Map.of(room, last - count))
        .orElse(Map.of());
  }

  /** The messages that there are of those origins. */
  List<Kept> sent(List<Origin> origins) {
    var rows = new ArrayList<Kept>();
    for (var piece : Batches.padded(origins)) {
      var query =
          handle.createQuery(
              """
              SELECT m.id, m.room_id, m.seq, m.user_id, m.content, m.client_id, m.timestamp,
                     m.edited_at, m.deleted_at, m.sent_sha256,
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
      rows.addAll(query.mapTo(Kept.class).list());
    }
    return rows;
  }

  /** The messages that there are of those ids. */
  List<Kept> rows(List<MessageId> ids) {
    var rows = new ArrayList<Kept>();
    for (var piece : Batches.padded(ids)) {
      var query =
          handle.createQuery(
              """
              SELECT m.id, m.room_id, m.seq, m.user_id, m.content, m.client_id, m.timestamp,
                     m.edited_at, m.deleted_at, m.sent_sha256,
                     (SELECT u.username FROM users u WHERE u.id = m.user_id) AS username
              FROM messages m
              WHERE m.id IN (%s)
              """
                  .formatted(Batches.repeat("?", ", ", piece.size())));
      var parameters = new Parameters(query);
      piece.forEach(id -> parameters.add(id.value()));
      rows.addAll(query.mapTo(Kept.class).list());
    }
    return rows;
  }

  /** Makes the rows of new messages; their ids by their places. */
  Map<Place, MessageId> insert(List<Numbered> rows) {
    var ids = new HashMap<Place, MessageId>();
    for (var piece : Batches.cut(rows)) {
      var sql =
          """
          INSERT INTO messages (room_id, seq, user_id, content, timestamp, client_id)
          VALUES %s
          """
              .formatted(Batches.repeat("(?, ?, ?, ?, ?, ?)", ", ", piece.size()));
      if (dialect.returning()) {
        var query = handle.createQuery(sql + "RETURNING id, room_id, seq");
        bind(piece, new Parameters(query));
        ids.putAll(ids(query));
      } else {
        var update = handle.createUpdate(sql);
        bind(piece, new Parameters(update));
        update.execute();
      }
    }
    return dialect.returning() ? ids : ids(rows.stream().map(Numbered::place).toList());
  }

  private static void bind(List<Numbered> rows, Parameters parameters) {
    for (var row : rows) {
      var draft = row.draft();
      parameters
          .add(draft.room().value())
          .add(row.seq())
          .add(draft.author().id().value())
          .add(draft.content().text())
          .add(draft.at())
          .add(draft.clientId().value());
    }
  }

  /** Writes down what became of messages; what they say is in their own rows alone. */
  void log(List<RoomEvent.Logged> changes) {
    for (var piece : Batches.cut(changes)) {
      var insert =
          handle.createUpdate(
              """
              INSERT INTO room_events (room_id, seq, kind, message_id, user_id, at)
              VALUES %s
              """
                  .formatted(Batches.repeat("(?, ?, ?, ?, ?, ?)", ", ", piece.size())));
      var parameters = new Parameters(insert);
      for (var event : piece) {
        parameters
            .add(event.room().value())
            .add(event.seq())
            .add(Kind.of(event).column())
            .add(event.message().id().value())
            .add(event.message().author().id().value())
            .add(Kind.time(event));
      }
      insert.execute();
    }
  }

  /** Has the rows of messages say what the messages say. */
  void update(List<Kept> rows) {
    for (var piece : Batches.padded(rows)) {
      var values = Batches.repeat("WHEN ? THEN ?", " ", piece.size());
      var update =
          handle.createUpdate(
              """
              UPDATE messages
              SET content = CASE id %1$s END,
                  edited_at = CASE id %1$s END,
                  deleted_at = CASE id %1$s END,
                  sent_sha256 = CASE id %1$s END
              WHERE id IN (%2$s)
              """
                  .formatted(values, Batches.repeat("?", ", ", piece.size())));
      var parameters = new Parameters(update);
      piece.forEach(row -> parameters.add(id(row)).add(row.message().text()));
      piece.forEach(row -> parameters.add(id(row)).addIfAny(row.editedAt()));
      piece.forEach(row -> parameters.add(id(row)).addIfAny(row.deletedAt()));
      piece.forEach(row -> parameters.add(id(row)).addIfAny(row.first()));
      piece.forEach(row -> parameters.add(id(row)));
      update.execute();
    }
  }

  private static long id(Kept row) {
    return row.message().id().value();
  }

  /**
   * Raises the last number of each of the rooms. Most rooms of a batch have the same number of new
   * events, and are one short statement.
   *
   * @param added how many events are new in each, of which all have been locked
   */
  void raise(Map<RoomId, Long> added) {
    var rooms = new TreeMap<Long, List<RoomId>>();
    added.forEach((room, count) -> rooms.computeIfAbsent(count, n -> new ArrayList<>()).add(room));
    rooms.forEach(this::raise);
  }

  private void raise(long count, List<RoomId> rooms) {
    for (var piece : Batches.padded(rooms)) {
      var update =
          handle.createUpdate(
              """
              UPDATE chat_rooms
              SET last_seq = last_seq + ?
              WHERE id IN (%s)
              """
                  .formatted(Batches.repeat("?", ", ", piece.size())));
      var parameters = new Parameters(update).add(count);
      piece.forEach(room -> parameters.add(room.value()));
      update.execute();
    }
  }

  /**
   * The ids of the messages at those places. Read back, because what a driver says of the keys of
   * several rows depends on the server's settings.
   */
  private Map<Place, MessageId> ids(List<Place> places) {
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
      ids.putAll(ids(query));
    }
    return ids;
  }

  private static Map<Place, MessageId> ids(Query query) {
    var ids = new HashMap<Place, MessageId>();
    query
        .map(
            (row, context) ->
                Map.entry(
                    new Place(new RoomId(row.getLong("room_id")), row.getLong("seq")),
                    new MessageId(row.getLong("id"))))
        .forEach(id -> ids.put(id.getKey(), id.getValue()));
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

    Parameters addIfAny(@Nullable Instant value) {
      return value == null ? addNull() : add(value);
    }

    Parameters addIfAny(@Nullable Fingerprint value) {
      return value == null ? addNull() : add(value.hex());
    }

    private Parameters addNull() {
      statement.bindNull(next++, Types.NULL);
      return this;
    }
  }
}
