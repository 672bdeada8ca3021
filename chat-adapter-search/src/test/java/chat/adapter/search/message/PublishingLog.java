package chat.adapter.search.message;

import chat.domain.message.Appended;
import chat.domain.message.Draft;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.room.RoomId;
import java.util.List;
import java.util.Set;

/** Tells a feed of what was committed before it returns, as the server's writers do. */
record PublishingLog(MessageLog log, RoomFeed feed) implements MessageLog {
  @Override
  public List<Appended> append(List<Draft> drafts) {
    var outcomes = log.append(drafts);
    for (var outcome : outcomes) {
      if (outcome instanceof Appended.Stored stored) {
        feed.publish(stored.event().room(), List.<RoomEvent>of(stored.event()));
      }
    }
    return outcomes;
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
