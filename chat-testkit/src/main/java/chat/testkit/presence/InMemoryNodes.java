package chat.testkit.presence;

import chat.domain.presence.NodeId;
import chat.domain.presence.Presence;
import chat.domain.presence.Roster.Entry;
import chat.testkit.StoreSwitch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Nodes in memory, the store that they share, and a clock that is moved by hand. May be used by any
 * thread.
 */
public final class InMemoryNodes implements SharedPresenceContract.Nodes {
  private static final Duration STEP = Duration.ofMillis(500);

  private final StoreSwitch store = new StoreSwitch();
  private final List<InMemoryPresence> running = new ArrayList<>();
  private final Map<NodeId, Said> said = new HashMap<>();
  private long started;

  /**
   * What a node said last.
   *
   * @param renewals how often it did
   */
  record Said(Set<Entry> entries, long renewals) {}

  @Override
  public InMemoryPresence start(Presence.Listener listener) {
    return add(new InMemoryPresence(this, nextId(), listener));
  }

  synchronized InMemoryPresence add(InMemoryPresence node) {
    running.add(node);
    return node;
  }

  synchronized NodeId nextId() {
    started++;
    return new NodeId(started);
  }

  synchronized void remove(InMemoryPresence node) {
    running.remove(node);
  }

  private synchronized List<InMemoryPresence> running() {
    return List.copyOf(running);
  }

  synchronized void say(NodeId node, Set<Entry> entries) {
    store.check();
    var before = said.get(node);
    said.put(node, new Said(entries, before == null ? 1 : before.renewals() + 1));
  }

  synchronized void sayGoodbye(NodeId node) {
    store.check();
    said.remove(node);
  }

  synchronized Map<NodeId, Said> said() {
    store.check();
    return Map.copyOf(said);
  }

  @Override
  public void pass(Duration time) {
    for (var left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(STEP)) {
      running().forEach(node -> node.work(STEP));
    }
  }

  @Override
  public void storeDown() {
    store.down();
  }

  @Override
  public void storeUp() {
    store.up();
  }
}
