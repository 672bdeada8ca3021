package chat.adapter.web.socket;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;

/**
 * One of Jetty's selectors with all the sockets that it serves. They are read and told what happens
 * by the same thread, one thing after another: whatever arrived together has been read before the
 * answers are written, so that they go out together too. Each thing is short, and what has more to
 * do goes to the end of the queue, so that no socket keeps the others waiting.
 */
final class EventLoop implements Executor {
  /** Little, because a socket whose turn is over keeps what it has read. */
  private static final int INPUT_BYTES = 16_384;

  private final Executor thread;
  private final Hub hub;
  private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT_BYTES);

  EventLoop(ManagedSelector selector, Endpoint endpoint) {
    this(task -> selector.submit(unused -> task.run()), endpoint);
  }

  /**
   * @param thread runs things soon, one after another
   */
  EventLoop(Executor thread, Endpoint endpoint) {
    this.thread = thread;
    hub = endpoint.newHub(this);
  }

  /**
   * Runs something quick that never waits on the loop's thread, after everything that can be read
   * just now has been read.
   */
  @Override
  public void execute(Runnable task) {
    thread.execute(task);
  }

  /** Who of the loop's sockets is in which room. */
  Hub hub() {
    return hub;
  }

  /** What is being read, for the loop's thread alone and no longer than one of its tasks. */
  ByteBuffer input() {
    return input;
  }
}
