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
 * <p>The join is an outer one, though every message has its author, because it fixes the order of
 * the tables: MySQL and MariaDB would otherwise sometimes start from a small users table and sort.
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
      SELECT m.id, m.room_id, m.seq, m.user_id, u.username, m.content, m.client_id, m.timestamp
      FROM messages m LEFT JOIN users u ON u.id = m.user_id
      WHERE m.room_id = :room AND m.seq < :seq
      ORDER BY m.seq DESC
      LIMIT :limit
      """)
  List<Message> before(RoomId room, long seq, int limit);

  @SqlQuery(
      """
      SELECT m.id, m.room_id, m.seq, m.user_id, u.username, m.content, m.client_id, m.timestamp
      FROM messages m LEFT JOIN users u ON u.id = m.user_id
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
      SELECT m.id, m.room_id, m.seq, m.user_id, u.username, m.content, m.client_id, m.timestamp
      FROM messages m LEFT JOIN users u ON u.id = m.user_id
      WHERE m.room_id = :room AND m.seq IN (<seqs>)
      ORDER BY m.seq DESC
      """)
  List<Message> at(RoomId room, @BindList List<Long> seqs);
}
