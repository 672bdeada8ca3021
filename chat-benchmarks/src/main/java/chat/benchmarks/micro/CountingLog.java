package chat.benchmarks.micro;

import chat.domain.message.Appended;
import chat.domain.message.Draft;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Numbers the messages of one room and keeps nothing, so that a run of any length fits into memory.
 * Used by one thread.
 */
final class CountingLog implements MessageLog {
  private volatile long head;

  @Override
  public List<Appended> append(List<Draft> drafts) {
    long seq = head;
    var outcomes = new ArrayList<Appended>(drafts.size());
    for (var draft : drafts) {
      seq++;
      outcomes.add(new Appended.Stored(new RoomEvent.Posted(message((Draft.Post) draft, seq))));
    }
    head = seq;
    return outcomes;
  }

  private static Message message(Draft.Post post, long seq) {
    return new Message(
        new MessageId(seq),
        post.room(),
        seq,
        post.author(),
        post.content(),
        post.clientId(),
        post.at());
  }

  @Override
  public long head(RoomId room) {
    return head;
  }

  @Override
  public List<Message> before(RoomId room, long seq, int limit) {
    return List.of();
  }

  @Override
  public List<Message> messagesAfter(RoomId room, long seq, int limit) {
    return List.of();
  }

  @Override
  public List<RoomEvent.Logged> after(RoomId room, long seq, int limit) {
    return List.of();
  }

  @Override
  public List<Message> messages(Set<MessageId> ids) {
    return List.of();
  }

  @Override
  public List<Head> heads(long after, int limit) {
    return List.of();
  }

  @Override
  public List<Head> heads(Set<RoomId> rooms) {
    return List.of();
  }

  @Override
  public long newestMessage() {
    return 0;
  }

  @Override
  public Posts postedAfter(long mark, int limit) {
    return new Posts(List.of(), mark, false);
  }

  @Override
  public long skip(RoomId room, long seq, int count) {
    return seq;
  }
}
