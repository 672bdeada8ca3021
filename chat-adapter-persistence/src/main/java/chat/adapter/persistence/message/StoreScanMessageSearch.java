package chat.adapter.persistence.message;

import chat.adapter.persistence.database.Batches;
import chat.adapter.persistence.database.Database;
import chat.domain.Text;
import chat.domain.message.Message;
import chat.domain.message.MessageSearch;
import chat.domain.room.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Searches by reading a room's messages from the newest on, at most {@value #MOST} in one call. It
 * needs no index, so it costs a write nothing. Thread-safe.
 */
public final class StoreScanMessageSearch implements MessageSearch {
  static final int MOST = 10_000;
  static final int CHUNK = 500;

  private final Database database;

  public StoreScanMessageSearch(Database database) {
    this.database = database;
  }

  @Override
  public Page search(Query query) {
    var wanted = Text.folded(query.text());
    var found = new ArrayList<Long>();
    long seen = query.before();
    for (int looked = 0; looked < MOST; looked += CHUNK) {
      var chunk = said(query.room(), seen);
      for (var said : chunk) {
        seen = said.seq();
        if (says(said.content(), wanted)) {
          found.add(seen);
          if (found.size() == query.limit()) {
            return new Page(messages(query.room(), found, wanted), olderThan(seen));
          }
        }
      }
      if (chunk.size() < CHUNK) {
        return new Page(messages(query.room(), found, wanted), OptionalLong.empty());
      }
    }
    return new Page(messages(query.room(), found, wanted), olderThan(seen));
  }

  private static OptionalLong olderThan(long seq) {
    return seq > 1 ? OptionalLong.of(seq) : OptionalLong.empty();
  }

  private List<Said> said(RoomId room, long before) {
    return database.read(MessageSql.class, messages -> messages.said(room, before, CHUNK));
  }

  private List<Message> messages(RoomId room, List<Long> seqs, String wanted) {
    var found = new ArrayList<Message>();
    for (var piece : Batches.padded(seqs)) {
      found.addAll(database.read(MessageSql.class, messages -> messages.at(room, piece)));
    }
    // One may have been edited or deleted since it was looked at.
    found.removeIf(message -> !says(message.text(), wanted));
    return found;
  }

  /** A deleted message says nothing, not even that. */
  private static boolean says(String content, String wanted) {
    return !content.isEmpty() && Text.folded(content).contains(wanted);
  }
}
