package chat.adapter.web.socket.v1;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that wait for the store on behalf of sockets, so that no thread that serves sockets
 * has to. Each errand is short, such as one page of what somebody missed, so that one who missed
 * much doesn't hold up the others. Thread-safe.
 */
final class Errands implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Errands.class.getName());

  /** Enough to keep a store busy; more would only queue up before it. */
  static final int THREADS = 4;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          10,
          TimeUnit.SECONDS,
          // Bounded by the sockets: each has one errand at a time here, and Replays a few pages.
          new LinkedBlockingQueue<>(),
          task -> {
            var thread = new Thread(task, "chat-socket-errands");
            thread.setDaemon(true);
            return thread;
          },
          // After the end there is nobody left who waits for it.
          new ThreadPoolExecutor.DiscardPolicy());

  Errands() {
    threads.allowCoreThreadTimeOut(true);
  }

  /** Runs the errand soon, in no order with others; an exception is a fault, and only logged. */
  void run(Runnable errand) {
    threads.execute(
        () -> {
          try {
            errand.run();
          } catch (RuntimeException | Error bug) {
            LOG.log(Level.ERROR, "an errand for a socket failed", bug);
          }
        });
  }

  /** Drops what hasn't begun. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
