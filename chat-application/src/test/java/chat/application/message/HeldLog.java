package chat.application.message;

import chat.domain.message.Appended;
import chat.domain.message.Draft;
import chat.domain.message.MessageLog;
import chat.testkit.message.ForwardingMessageLog;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/**
 * A log whose commits wait until they are let go; remembers the sizes of the groups. Thread-safe.
 */
final class HeldLog extends ForwardingMessageLog {
  private final Semaphore commits = new Semaphore(0);
  private final List<Integer> groups = new CopyOnWriteArrayList<>();

  HeldLog(MessageLog log) {
    super(log);
  }

  /** How many drafts each commit had, begun ones included. */
  List<Integer> groups() {
    return List.copyOf(groups);
  }

  void letGo(int count) {
    commits.release(count);
  }

  @Override
  public List<Appended> append(List<Draft> drafts) {
    groups.add(drafts.size());
    commits.acquireUninterruptibly();
    return log.append(drafts);
  }
}
