package chat.adapter.web.connection;

import chat.application.FairQueue;
import java.util.concurrent.Executor;

/**
 * Lets a few at once do what costs the processor more than it costs a client to ask for, so that
 * the others keep their share of it. Who has to wait holds no thread, and clients take turns.
 * Thread-safe, never blocks; what waits is bounded by the connections.
 *
 * @param <C> what identifies a client
 */
public final class Turnstile<C> {
  private final int most;
  private final Executor executor;

  /** Guarded by itself, like the number below. */
  private final FairQueue<C, Runnable> waiting = new FairQueue<>();

  private int inside;

  /**
   * Lets as many at once through as there are cores.
   *
   * @param executor runs the work of those who had to wait
   */
  public Turnstile(Executor executor) {
    this(Runtime.getRuntime().availableProcessors(), executor);
  }

  /**
   * @param most how many are inside at once
   */
  Turnstile(int most, Executor executor) {
    this.most = most;
    this.executor = executor;
  }

  /** Does the work: on this thread, or later on another one. */
  public void pass(C client, Runnable work) {
    synchronized (waiting) {
      if (inside == most) {
        waiting.add(client, work);
        return;
      }
      inside++;
    }
    doAndLeave(work);
  }

  private void doAndLeave(Runnable work) {
    try {
      work.run();
    } finally {
      leave();
    }
  }

  private void leave() {
    Runnable next;
    synchronized (waiting) {
      next = waiting.poll();
      if (next == null) {
        inside--;
        return;
      }
    }
    executor.execute(() -> doAndLeave(next));
  }
}
