package chat.adapter.web.connection;

import org.eclipse.jetty.util.thread.ExecutionStrategy;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The threads of the HTTP server, never more than a number.
 *
 * <p>Jetty starts a thread of its own, beside its pool, for each bad request and for each that
 * times out while no other thread is kept in reserve, lest threads of the pool wait for what these
 * do. Here no thread waits for a client, so that such work may wait for a thread.
 */
public final class HttpThreads extends QueuedThreadPool {
  /**
   * @param max how many there are at most
   * @param min how many are kept
   */
  public HttpThreads(int max, int min) {
    super(max, min);
    setName("http");
  }

  /**
   * Runs the task on a thread that is kept in reserve, or else, though it is the caller's wish that
   * it be at once, as soon as a thread is free. Only a selector, which must not wait, gets to know
   * that there is none.
   */
  @Override
  public boolean tryExecute(Runnable task) {
    if (super.tryExecute(task)) {
      return true;
    }
    if (task instanceof ExecutionStrategy) {
      return false;
    }
    execute(task);
    return true;
  }
}
