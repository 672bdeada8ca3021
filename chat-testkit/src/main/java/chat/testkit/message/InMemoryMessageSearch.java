package chat.testkit.message;

import chat.domain.Text;
import chat.domain.message.Message;
import chat.domain.message.MessageLog;
import chat.domain.message.MessageSearch;
import java.util.ArrayList;
import java.util.OptionalLong;

/** Reads a log backwards. Stateless. */
public final class InMemoryMessageSearch implements MessageSearch {
  /** How many messages a page looks at; small, so that tests meet short pages. */
  private static final int LOOK = 100;

  private final MessageLog log;

  public InMemoryMessageSearch(MessageLog log) {
    this.log = log;
  }

  @Override
  public Page search(Query query) {
    var text = Text.folded(query.text());
    var found = new ArrayList<Message>();
    var seen = query.before();
    for (var message : log.before(query.room(), query.before(), LOOK)) {
      seen = message.seq();
      if (!message.isDeleted() && Text.folded(message.text()).contains(text)) {
        found.add(message);
        if (found.size() == query.limit()) {
          break;
        }
      }
    }
    // Every room begins with 1; a room in which nothing lies below the bound ends there as well.
    boolean end = seen <= 1 || seen == query.before();
    return new Page(found, end ? OptionalLong.empty() : OptionalLong.of(seen));
  }
}
