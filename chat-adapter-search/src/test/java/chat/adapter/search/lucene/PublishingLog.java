package chat.adapter.search.lucene;

import chat.domain.message.Appended;
import chat.domain.message.Draft;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.testkit.message.ForwardingMessageLog;
import java.util.List;

/** Tells a feed of what was committed before it returns, as the server's writers do. */
final class PublishingLog extends ForwardingMessageLog {
  private final RoomFeed feed;

  PublishingLog(MessageLog log, RoomFeed feed) {
    super(log);
    this.feed = feed;
  }

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
}
