package chat.adapter.search.lucene;

import chat.application.log.LogFollower;
import chat.domain.Deadline;
import chat.domain.message.Epochs;
import chat.domain.message.LogProgress;
import chat.domain.message.MessageLog;
import chat.domain.search.MessageSearch;
import chat.testkit.message.InMemoryRoomFeed;
import java.nio.file.Path;
import java.time.Duration;

/** An index, what feeds it and what searches in it, wired as in a server. */
final class FollowedIndex implements MessageSearch, AutoCloseable {
  private static final LuceneMessageSearch.Times TIMES =
      new LuceneMessageSearch.Times(Duration.ofMillis(100), Duration.ofMillis(500));

  private final LogFollower follower;
  private final LuceneMessageSearch search;

  FollowedIndex(
      IndexFolder folder, MessageLog log, Epochs epochs, LuceneMessageSearch.Times times) {
    var index = new LuceneIndex(folder);
    follower = LogFollower.of(index, log, epochs);
    search = new LuceneMessageSearch(index, log, follower, times);
  }

  static FollowedIndex in(Path directory, MessageLog log, Epochs epochs) {
    return new FollowedIndex(IndexFolder.at(directory), log, epochs, TIMES);
  }

  void start() {
    follower.start();
  }

  /** That log, whose events the index is notified of. */
  MessageLog publishing(MessageLog log) {
    return new PublishingLog(log, follower.following(new InMemoryRoomFeed()));
  }

  @Override
  public Page search(Request request, Deadline deadline) {
    return search.search(request, deadline);
  }

  @Override
  public LogProgress progress() {
    return search.progress();
  }

  @Override
  public void close() {
    follower.close();
  }
}
