package chat.bootstrap;

import chat.adapter.feed.presence.InProcessPresence;
import chat.adapter.persistence.presence.DatabasePresence;
import chat.domain.node.Notices;
import chat.domain.presence.Presence;

/**
 * The presence of one node, and what its server does with it.
 *
 * @param start has it look at other nodes; blocks for no longer than one look takes
 * @param lookSoon has it look soon, because another node's presence changed; never blocks
 * @param close says goodbye to the other nodes; waits for the store for some seconds at most
 */
public record NodePresence(Presence port, Runnable start, Runnable lookSoon, Runnable close) {
  /** Of a node beside which there is no other. */
  public static final Source ALONE =
      (listener, notices) ->
          new NodePresence(new InProcessPresence(listener), () -> {}, () -> {}, () -> {});

  /** Makes the presence of a node. */
  @FunctionalInterface
  public interface Source {
    NodePresence of(Presence.Listener listener, Notices notices);
  }

  static NodePresence of(DatabasePresence presence) {
    return new NodePresence(presence, presence::start, presence::lookSoon, presence::close);
  }
}
