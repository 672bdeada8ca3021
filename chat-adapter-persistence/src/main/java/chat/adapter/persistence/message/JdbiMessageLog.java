package chat.adapter.persistence.message;

import chat.adapter.persistence.database.Batches;
import chat.adapter.persistence.database.Database;
import chat.adapter.persistence.database.Duplicate;
import chat.domain.message.Appended;
import chat.domain.message.Draft;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** The log in tables; a page of it is one statement. Thread-safe. */
public final class JdbiMessageLog implements MessageLog {
  /** Heads in one statement; MariaDB plans lists of a thousand and more in another way. */
  private static final int HEADS = 512;

  private final Database database;
  private final Dialect dialect;

  public JdbiMessageLog(Database database, Dialect dialect) {
    this.database = database;
    this.dialect = dialect;
  }

  @Override
  public List<Appended> append(List<Draft> drafts) {
    var batch = List.copyOf(drafts);
    try {
      return append(batch, false);
    } catch (Duplicate repeated) {
      // Hardly anything is sent again, so it isn't looked for before the database has found it.
      return append(batch, true);
    }
  }

  private List<Appended> append(List<Draft> drafts, boolean lookForRepeats) {
    return database.transaction(
        handle -> new Append(new AppendSql(handle, dialect), lookForRepeats).run(drafts));
  }

  @Override
  public long head(RoomId room) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT last_seq FROM chat_rooms WHERE id = ?")
                .bind(0, room.value())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
  }

  @Override
  public List<Message> before(RoomId room, long seq, int limit) {
    return database.read(MessageSql.class, messages -> messages.before(room, seq, limit));
  }

  @Override
  public List<Message> messagesAfter(RoomId room, long seq, int limit) {
    return database.read(MessageSql.class, messages -> messages.messagesAfter(room, seq, limit));
  }

  @Override
  public List<RoomEvent.Logged> after(RoomId room, long seq, int limit) {
    return database.read(MessageSql.class, messages -> messages.after(room, seq, limit));
  }

  @Override
  public List<Message> messages(Set<MessageId> ids) {
    var wanted = ids.stream().map(MessageId::value).toList();
    var found = new ArrayList<Message>();
    for (var piece : Batches.padded(wanted)) {
      found.addAll(database.read(MessageSql.class, messages -> messages.withIds(piece)));
    }
    return found;
  }

  @Override
  public List<Head> heads(long after, int limit) {
    return database.read(MessageSql.class, messages -> messages.heads(after, limit));
  }

  @Override
  public List<Head> heads(Set<RoomId> rooms) {
    var heads = new ArrayList<Head>();
    for (var piece : Batches.padded(rooms.stream().map(RoomId::value).toList(), HEADS)) {
      heads.addAll(database.read(MessageSql.class, messages -> messages.headsOf(piece)));
    }
    return heads;
  }

  @Override
  public long newestMessage() {
    return database
        .read(
            handle ->
                handle.createQuery("SELECT MAX(id) FROM messages").mapTo(Long.class).findOne())
        .orElse(0L);
  }

  @Override
  public Posts postedAfter(long mark, int limit) {
    var rooms = database.read(MessageSql.class, messages -> messages.postedAfter(mark, limit));
    long newest = rooms.stream().mapToLong(MessageSql.RoomPosts::newest).max().orElse(mark);
    long posts = rooms.stream().mapToLong(MessageSql.RoomPosts::posts).sum();
    return new Posts(
        rooms.stream().map(MessageSql.RoomPosts::head).toList(), newest, posts == limit);
  }

  @Override
  public long skip(RoomId room, long seq, int count) {
    return count == 0 ? seq : new Skipping(new Numbers(room)).from(seq, count);
  }

  /** What of a room's numbers are messages. */
  private final class Numbers implements Skipping.Room {
    private final RoomId room;

    Numbers(RoomId room) {
      this.room = room;
    }

    @Override
    public long head() {
      return JdbiMessageLog.this.head(room);
    }

    @Override
    public OptionalLong message(long below, int n) {
      return database
          .read(MessageSql.class, messages -> messages.seqBelow(room, below, n - 1))
          .map(OptionalLong::of)
          .orElseGet(OptionalLong::empty);
    }

    @Override
    public List<Long> changes(long below, int limit) {
      return database.read(MessageSql.class, messages -> messages.changesBelow(room, below, limit));
    }
  }
}
