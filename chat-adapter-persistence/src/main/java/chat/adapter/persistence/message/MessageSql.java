package chat.adapter.persistence.message;

import chat.domain.message.Message;
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
      SELECT last_seq
      FROM chat_rooms
      WHERE id = :room
      """)
  Optional<Long> head(RoomId room);

  @SqlQuery(
      """
      SELECT m.id, m.room_id, m.seq, m.user_id, m.content, m.client_id, m.timestamp,
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
             (SELECT u.username FROM users u WHERE u.id = m.user_id) AS username
      FROM messages m
      WHERE m.room_id = :room AND m.seq > :seq
      ORDER BY m.seq
      LIMIT :limit
      """)
  List<Message> after(RoomId room, long seq, int limit);

  @SqlQuery(
      """
      SELECT seq, content
      FROM messages
      WHERE room_id = :room AND seq < :seq
      ORDER BY seq DESC
      LIMIT :limit
      """)
  List<Said> said(RoomId room, long seq, int limit);

  @SqlQuery(
      """
      SELECT m.id, m.room_id, m.seq, m.user_id, m.content, m.client_id, m.timestamp,
             (SELECT u.username FROM users u WHERE u.id = m.user_id) AS username
      FROM messages m
      WHERE m.room_id = :room AND m.seq IN (<seqs>)
      ORDER BY m.seq DESC
      """)
  List<Message> at(RoomId room, @BindList List<Long> seqs);
}
