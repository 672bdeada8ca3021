package chat.testkit.node;

import chat.domain.node.Notice;
import chat.domain.node.Notices;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One node's notices; nodes of the same list tell each other, and lose nothing. Thread-safe. */
public final class InMemoryNotices implements Notices {
  private static final Logger LOG = System.getLogger(InMemoryNotices.class.getName());

  private final List<InMemoryNotices> nodes;
  private final List<Consumer<Notice>> listeners = new CopyOnWriteArrayList<>();
  private final Executor thread = oneThread();

  private InMemoryNotices(List<InMemoryNotices> nodes) {
    this.nodes = nodes;
  }

  /** A node that is alone, until others join it. */
  public static InMemoryNotices alone() {
    return new InMemoryNotices(new CopyOnWriteArrayList<>()).listed();
  }

  /** Another node beside this one. */
  public InMemoryNotices beside() {
    return new InMemoryNotices(nodes).listed();
  }

  private InMemoryNotices listed() {
    nodes.add(this);
    return this;
  }

  @Override
  public void tell(Notice notice) {
    for (var node : nodes) {
      if (node != this) {
        node.thread.execute(() -> node.hear(notice));
      }
    }
  }

  private void hear(Notice notice) {
    for (var listener : listeners) {
      try {
        listener.accept(notice);
      } catch (Throwable broken) {
        LOG.log(Level.DEBUG, "a listener failed", broken);
      }
    }
  }

  @Override
  public void listen(Consumer<Notice> listener) {
    listeners.add(listener);
  }

  @Override
  public boolean reachesOthers() {
    return true;
  }

  /** It ends when it has nothing to do, and comes back. */
  private static Executor oneThread() {
    var one =
        new ThreadPoolExecutor(
            1,
            1,
            100,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              var thread = new Thread(task, "notices");
              thread.setDaemon(true);
              return thread;
            });
    one.allowCoreThreadTimeOut(true);
    return one;
  }
}
