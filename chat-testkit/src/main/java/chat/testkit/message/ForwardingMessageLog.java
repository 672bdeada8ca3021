package chat.testkit.message;

import chat.domain.message.Appended;
import chat.domain.message.Draft;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import java.util.List;
import java.util.Set;

/** Hands everything on to another log: for tests that want one thing of it otherwise. */
public class ForwardingMessageLog implements MessageLog {
  protected final MessageLog log;

  protected ForwardingMessageLog(MessageLog log) {
    this.log = log;
  }

  @Override
  public List<Appended> append(List<Draft> drafts) {
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
  public List<Head> heads(Set<RoomId> rooms) {
    return log.heads(rooms);
  }

  @Override
  public long newestMessage() {
    return log.newestMessage();
  }

  @Override
  public Posts postedAfter(long mark, int limit) {
    return log.postedAfter(mark, limit);
  }

  @Override
  public long skip(RoomId room, long seq, int count) {
    return log.skip(room, seq, count);
  }
}
