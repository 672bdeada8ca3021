package chat.adapter.feed.node;

import chat.domain.node.Notice;
import chat.domain.node.Notices;
import java.util.function.Consumer;

/**
 * The notices of a node that has no others beside it, or no broker between them: nobody is
 * notified, and nothing is heard. The others, if there are any, look at the store. Thread-safe.
 */
public final class SilentNotices implements Notices {
  @Override
  public void tell(Notice notice) {}

  @Override
  public void listen(Consumer<Notice> listener) {}

  @Override
  public boolean reachesOthers() {
    return true;
  }
}
