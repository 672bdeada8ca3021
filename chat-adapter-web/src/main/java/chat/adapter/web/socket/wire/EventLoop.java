package chat.adapter.web.socket.wire;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;

/**
 * One of Jetty's selectors with all the sockets that it serves. They are read and told what happens
 * by the same thread, one thing after another: whatever arrived together has been read before the
 * answers are written, so that they go out together too. Each thing is short, and what has more to
 * do goes to the end of the queue, so that no socket keeps the others waiting.
 */
public final class EventLoop implements Executor {
  /** Little, because a socket whose turn is over keeps what it has read. */
  private static final int INPUT_BYTES = 16_384;

  private final Executor thread;
  private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT_BYTES);

  public EventLoop(ManagedSelector selector) {
    this(task -> selector.submit(unused -> task.run()));
  }

  /**
   * @param thread runs things soon, one after another
   */
  public EventLoop(Executor thread) {
    this.thread = thread;
  }

  /**
   * Runs something quick that never waits on the loop's thread, after everything that can be read
   * just now has been read.
   */
  @Override
  public void execute(Runnable task) {
    thread.execute(task);
  }

  /** What is being read, for the loop's thread alone and no longer than one of its tasks. */
  ByteBuffer input() {
    return input;
  }
}
