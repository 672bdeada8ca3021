package chat.adapter.persistence.room;

import chat.adapter.persistence.database.Key;
import chat.adapter.persistence.database.Look;
import chat.domain.room.Room;
import chat.domain.room.RoomDetails;
import chat.domain.room.RoomHead;
import chat.domain.room.RoomId;
import chat.domain.room.RoomName;
import chat.domain.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The statements on rooms. */
public interface RoomSql {
  @SqlUpdate(
      """
      INSERT INTO chat_rooms (name, name_key, created_by, created_at, skeleton)
      VALUES (:name, :nameKey, :createdBy, :createdAt, :look)
      """)
  @GetGeneratedKeys("id")
  long open(RoomName name, Key nameKey, UserId createdBy, Instant createdAt, @Nullable Look look);

  @SqlQuery(
      """
      SELECT name
      FROM chat_rooms
      WHERE skeleton = :look
      """)
  Optional<String> nameThatLooksSo(Look look);

  @SqlQuery(
      """
      SELECT id, name, created_by, created_at
      FROM chat_rooms
      WHERE id = :id
      """)
  Optional<Room> find(RoomId id);

  @SqlQuery(
      """
      SELECT id, name, created_by, created_at
      FROM chat_rooms
      WHERE id IN (<ids>)
      """)
  List<Room> findAll(@BindList List<RoomId> ids);

  // Every seq up to the last is a message or an event, so the messages needn't be counted.
  @SqlQuery(
      """
      SELECT r.id, r.name, r.created_by, r.created_at, u.username,
             r.last_seq - (SELECT COUNT(*) FROM room_events e WHERE e.room_id = r.id) AS messages
      FROM chat_rooms r JOIN users u ON u.id = r.created_by
      WHERE r.id = :id
      """)
  Optional<RoomDetails> details(RoomId id);

  // The index of the numbers leads to the last message, however many there are.
  @SqlQuery(
      """
      SELECT r.id, r.last_seq,
             (SELECT m.timestamp FROM messages m WHERE m.room_id = r.id
              ORDER BY m.seq DESC LIMIT 1) AS last_message_at
      FROM chat_rooms r
      WHERE r.id IN (<rooms>)
      """)
  List<RoomHead> heads(@BindList List<RoomId> rooms);

  @SqlQuery(
      """
      SELECT id, name, created_by, created_at
      FROM chat_rooms
      WHERE name_key IN (<keys>)
      """)
  List<Room> named(@BindList List<Key> keys);

  // Unlike LIKE, INSTR knows no wildcards.
  @SqlQuery(
      """
      SELECT id, name, created_by, created_at
      FROM chat_rooms
      WHERE INSTR(name_key, :text) > 0
      ORDER BY id
      LIMIT :limit OFFSET :skip
      """)
  List<Room> search(Key text, int skip, int limit);

  @SqlQuery(
      """
      SELECT id, name, created_by, created_at
      FROM chat_rooms
      ORDER BY id
      LIMIT :limit OFFSET :skip
      """)
  List<Room> all(int skip, int limit);
}
