package chat.application.message;

import chat.domain.message.Appended;
import chat.domain.message.Draft;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/**
 * A log whose commits wait until they are let go; remembers the sizes of the groups. Thread-safe.
 */
final class HeldLog implements MessageLog {
  private final MessageLog log;
  private final Semaphore commits = new Semaphore(0);
  private final List<Integer> groups = new CopyOnWriteArrayList<>();

  HeldLog(MessageLog log) {
    this.log = log;
  }

  /** How many drafts each commit had, begun ones included. */
  List<Integer> groups() {
    return List.copyOf(groups);
  }

  void letGo(int count) {
    commits.release(count);
  }

  @Override
  public List<Appended> append(List<Draft> drafts) {
    groups.add(drafts.size());
    commits.acquireUninterruptibly();
    return log.append(drafts);
  }

  @Override
  public long head(RoomId room) {
    return log.head(room);
  }

  @Override
  public List<Message> before(RoomId room, long seq, int limit) {
    return log.before(room, seq, limit);
  }

  @Override
  public List<Message> messagesAfter(RoomId room, long seq, int limit) {
    return log.messagesAfter(room, seq, limit);
  }

  @Override
  public List<RoomEvent.Logged> after(RoomId room, long seq, int limit) {
    return log.after(room, seq, limit);
  }

  @Override
  public List<Message> messages(Set<MessageId> ids) {
    return log.messages(ids);
  }

  @Override
  public List<Head> heads(long after, int limit) {
    return log.heads(after, limit);
  }

  @Override
  public long skip(RoomId room, long seq, int count) {
    return log.skip(room, seq, count);
  }
}
