package chat.adapter.persistence.message;

import chat.domain.message.Message;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/**
 * The statements that read messages: always a range on {@code (room_id, seq)}, so that the cost is
 * that of the rows returned.
 *
 * <p>The author's name comes by a subquery rather than a join: while there are few users, MySQL
 * would start a join from them, or buffer it, and then has to sort.
 */
public interface MessageSql {
  @SqlQuery(
      """
      SELECT m.id, m.room_id, m.seq, m.user_id, m.content, m.client_id, m.timestamp,
             m.edited_at, m.deleted_at,
             (SELECT u.username FROM users u WHERE u.id = m.user_id) AS username
      FROM messages m
      WHERE m.room_id = :room AND m.seq < :seq
      ORDER BY m.seq DESC
      LIMIT :limit
      """)
  List<Message> before(RoomId room, long seq, int limit);

  @SqlQuery(
      """
      SELECT m.id, m.room_id, m.seq, m.user_id, m.content, m.client_id, m.timestamp,
             m.edited_at, m.deleted_at,
             (SELECT u.username FROM users u WHERE u.id = m.user_id) AS username
      FROM messages m
      WHERE m.room_id = :room AND m.seq > :seq
      ORDER BY m.seq
      LIMIT :limit
      """)
  List<Message> messagesAfter(RoomId room, long seq, int limit);

  // The page's numbers are found in the two indexes, and its rows looked up by their ids: only
  // numbers are sorted, and at most two pages of them.
  @SqlQuery(
      """
      SELECT p.seq AS event_seq, p.kind,
             m.id, m.room_id, m.seq, m.user_id, m.content, m.client_id, m.timestamp,
             m.edited_at, m.deleted_at,
             (SELECT u.username FROM users u WHERE u.id = m.user_id) AS username
      FROM (
        SELECT seq, 'posted' AS kind, message_id
        FROM (
          SELECT seq, id AS message_id
          FROM messages
          WHERE room_id = :room AND seq > :seq
          ORDER BY seq
          LIMIT :limit
        ) AS posted
        UNION ALL
        SELECT seq, kind, message_id
        FROM (
          SELECT seq, kind, message_id
          FROM room_events
          WHERE room_id = :room AND seq > :seq
          ORDER BY seq
          LIMIT :limit
        ) AS changed
        ORDER BY seq
        LIMIT :limit
      ) AS p JOIN messages m ON m.id = p.message_id
      ORDER BY p.seq
      """)
  List<RoomEvent.Logged> after(RoomId room, long seq, int limit);

  // The index alone is read: no row of what is passed.
  @SqlQuery(
      """
      SELECT seq
      FROM messages
      WHERE room_id = :room AND seq < :below
      ORDER BY seq DESC
      LIMIT 1 OFFSET :offset
      """)
  Optional<Long> seqBelow(RoomId room, long below, int offset);

  @SqlQuery(
      """
      SELECT seq
      FROM room_events
      WHERE room_id = :room AND seq < :below
      ORDER BY seq DESC
      LIMIT :limit
      """)
  List<Long> changesBelow(RoomId room, long below, int limit);

  @SqlQuery(
      """
      SELECT m.id, m.room_id, m.seq, m.user_id, m.content, m.client_id, m.timestamp,
             m.edited_at, m.deleted_at,
             (SELECT u.username FROM users u WHERE u.id = m.user_id) AS username
      FROM messages m
      WHERE m.id IN (<ids>)
      """)
  List<Message> withIds(@BindList List<Long> ids);

  @SqlQuery(
      """
      SELECT id, last_seq
      FROM chat_rooms
      WHERE id > :after
      ORDER BY id
      LIMIT :limit
      """)
  List<MessageLog.Head> heads(long after, int limit);

  @SqlQuery(
      """
      SELECT id, last_seq
      FROM chat_rooms
      WHERE id IN (<rooms>)
      """)
  List<MessageLog.Head> headsOf(@BindList List<Long> rooms);

  // Along the primary key; the head comes by a subquery, so that no plan begins with all rooms.
  @SqlQuery(
      """
      SELECT p.room_id AS id,
             (SELECT r.last_seq FROM chat_rooms r WHERE r.id = p.room_id) AS last_seq,
             p.newest, p.posts
      FROM (
        SELECT room_id, MAX(id) AS newest, COUNT(*) AS posts
        FROM (
          SELECT id, room_id
          FROM messages
          WHERE id > :mark
          ORDER BY id
          LIMIT :limit
        ) AS looked_at
        GROUP BY room_id
      ) AS p
      """)
  List<RoomPosts> postedAfter(long mark, int limit);

  /**
   * The messages of a room among those that were looked at.
   *
   * @param newest the highest id of them
   * @param posts how many they are
   */
  record RoomPosts(MessageLog.Head head, long newest, long posts) {}
}
