package chat.domain.node;

import java.util.function.Consumer;

/**
 * Carries notices between the nodes that share a store. It may lose them, repeat them, and deliver
 * them late or in another order: each says only what the store says too, and every node looks there
 * by itself from time to time. May be called from any thread.
 */
public interface Notices {
  /** Tells the other nodes, not this one. Never blocks, and throws nothing when it can't. */
  void tell(Notice notice);

  /**
   * From now on hands what other nodes tell to the listener, on a thread of its own. The listener
   * may throw, and mustn't block for long: later notices wait. Each listener gets all of them.
   */
  void listen(Consumer<Notice> listener);

  /**
   * Whether what is told reaches the others soon, as far as this node knows; true where there are
   * none. When not, they find out from the store, later. Never blocks.
   */
  boolean reachesOthers();
}
