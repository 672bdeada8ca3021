package chat.application.message;

import chat.domain.message.Message;
import chat.domain.message.MessageLog;
import chat.domain.room.RoomId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads pages from the log, or from the search where a text is asked for. Thread-safe. */
public final class ReadHistoryService implements ReadHistory {
  private final MessageLog log;
  private final RoomSearch search;

  public ReadHistoryService(MessageLog log, RoomSearch search) {
    this.log = log;
    this.search = search;
  }

  @Override
  public CompletionStage<Page> read(Query query) {
    return query.text().isEmpty()
        ? CompletableFuture.completedStage(page(query))
        : search.search(query);
  }

  private Page page(Query query) {
    var messages = messages(query);
    return new Page(messages, older(messages), newer(query, messages));
  }

  private List<Message> messages(Query query) {
    var room = query.room().id();
    return query
        .position()
        .fold(
            newest -> before(query, Long.MAX_VALUE),
            before -> before(query, before.seq()),
            after -> newestFirst(log.messagesAfter(room, after.seq(), query.limit())),
            around -> around(room, around.seq(), query.limit()));
  }

  private List<Message> before(Query query, long seq) {
    var room = query.room().id();
    long before = query.skip() > 0 ? log.skip(room, seq, query.skip()) : seq;
    return before > 1 ? log.before(room, before, query.limit()) : List.of();
  }

  private List<Message> around(RoomId room, long seq, int limit) {
    var older = log.before(room, Math.max(seq, seq + 1), limit);
    var newer = log.messagesAfter(room, seq, limit);
    // Where one side has too few, the other one fills up.
    int above = Math.min(newer.size(), Math.max(limit / 2, limit - older.size()));
    var page = newestFirst(newer.subList(0, above));
    page.addAll(older.subList(0, Math.min(older.size(), limit - above)));
    return page;
  }

  private static List<Message> newestFirst(List<Message> oldestFirst) {
    var turned = new ArrayList<>(oldestFirst);
    Collections.reverse(turned);
    return turned;
  }

  private static OptionalLong older(List<Message> messages) {
    if (messages.isEmpty()) {
      return OptionalLong.empty();
    }
    // A room's first event is a message: there is nothing to edit before.
    long oldest = messages.get(messages.size() - 1).seq();
    return oldest > 1 ? OptionalLong.of(oldest) : OptionalLong.empty();
  }

  private OptionalLong newer(Query query, List<Message> messages) {
    boolean newest =
        query.skip() == 0
            && query.position().fold(end -> true, before -> false, after -> false, around -> false);
    if (newest || messages.isEmpty()) {
      return OptionalLong.empty();
    }
    // The head doesn't tell: what comes after may be edits and deletions.
    long seq = messages.get(0).seq();
    return log.messagesAfter(query.room().id(), seq, 1).isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(seq);
  }
}
