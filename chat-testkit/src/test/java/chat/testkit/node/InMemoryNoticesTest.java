package chat.testkit.node;

import chat.domain.node.Notices;
import org.jspecify.annotations.Nullable;

class InMemoryNoticesTest implements NoticesContract {
  private @Nullable InMemoryNotices first;

  @Override
  public Notices node() {
    if (first == null) {
      first = InMemoryNotices.alone();
      return first;
    }
    return first.beside();
  }
}
