package chat.testkit.presence;

import chat.domain.StoreUnavailable;
import chat.domain.presence.NodeId;
import chat.domain.presence.Presence;
import chat.domain.presence.Roster;
import chat.domain.presence.Roster.Entry;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Presence in memory, of one node or of several. May be used by any thread. */
public class InMemoryPresence implements Presence, SharedPresenceContract.Node {
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  private final InMemoryNodes nodes;
  private final NodeId id;
  private final Roster roster;
  private final Map<NodeId, Silence> others = new HashMap<>();
  private volatile boolean isPaused;
  private volatile boolean isCutOff;

  /** How long a node's count of renewals has stood still. */
  record Silence(long renewals, Duration lasts) {}

  /** A node that runs alone. */
  public InMemoryPresence(Listener listener) {
    this(new InMemoryNodes(), new NodeId(1), listener);
  }

  InMemoryPresence(InMemoryNodes nodes, NodeId id, Listener listener) {
    this.nodes = nodes;
    this.id = id;
    roster = new Roster(listener);
  }

  @Override
  public boolean enter(RoomId room, Identity who) {
    return roster.enter(id, room, who);
  }

  @Override
  public void leave(RoomId room, Identity who) {
    roster.leave(id, room, who.id());
  }

  @Override
  public Present present(RoomId room, int atMost) {
    return roster.present(room, atMost);
  }

  /** What a node does by itself, after some time has passed. */
  synchronized void work(Duration passed) {
    if (isPaused) {
      return;
    }
    try {
      requireStore();
      nodes.say(id, Set.copyOf(roster.entries(id)));
      look(passed);
    } catch (StoreUnavailable outage) {
      interruptSilences();
    }
  }

  private void requireStore() {
    if (isCutOff) {
      throw new StoreUnavailable("cut off");
    }
  }

  private void look(Duration passed) {
    var said = nodes.said();
    for (var other : Set.copyOf(others.keySet())) {
      if (!said.containsKey(other)) {
        others.remove(other);
        roster.forget(other);
      }
    }
    said.forEach(
        (other, last) -> {
          if (!other.equals(id)) {
            hear(other, last, passed);
          }
        });
  }

  private void hear(NodeId other, InMemoryNodes.Said last, Duration passed) {
    var before = others.get(other);
    var silence =
        before == null || before.renewals() != last.renewals()
            ? new Silence(last.renewals(), Duration.ZERO)
            : new Silence(last.renewals(), before.lasts().plus(passed));
    others.put(other, silence);
    if (silence.lasts().compareTo(patience()) >= 0) {
      giveUp(other);
    } else {
      take(other, last.entries());
    }
  }

  /** What the other node says now. */
  void take(NodeId other, Set<Entry> entries) {
    roster.replace(other, entries);
  }

  /** The other node is silent. */
  void giveUp(NodeId other) {
    roster.forget(other);
  }

  /** How long a node may be silent. */
  Duration patience() {
    return PATIENCE;
  }

  /** No look was possible. */
  void interruptSilences() {
    others.replaceAll((other, silence) -> new Silence(silence.renewals(), Duration.ZERO));
  }

  @Override
  public Presence presence() {
    return this;
  }

  @Override
  public void kill() {
    nodes.remove(this);
  }

  @Override
  public void stop() {
    nodes.remove(this);
    nodes.sayGoodbye(id);
  }

  @Override
  public void pause() {
    isPaused = true;
  }

  @Override
  public void resume() {
    isPaused = false;
  }

  @Override
  public void cutOff() {
    isCutOff = true;
  }

  @Override
  public void reconnect() {
    isCutOff = false;
  }
}
