package chat.adapter.feed.presence;

import chat.domain.presence.NodeId;
import chat.domain.presence.Presence;
import chat.domain.presence.Roster;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;

/**
 * The presence of a server that runs alone: there is no other node. A room in which nobody is takes
 * no memory. May be used by any thread.
 */
public final class InProcessPresence implements Presence {
  private static final NodeId HERE = new NodeId(1);

  private final Roster roster;

  public InProcessPresence(Listener listener) {
    roster = new Roster(listener);
  }

  @Override
  public boolean enter(RoomId room, Identity who) {
    return roster.enter(HERE, room, who);
  }

  @Override
  public void leave(RoomId room, Identity who) {
    roster.leave(HERE, room, who.id());
  }

  @Override
  public Present present(RoomId room, int atMost) {
    return roster.present(room, atMost);
  }

  /** How many rooms have somebody in them, which is all that is kept. */
  int rooms() {
    return roster.rooms();
  }
}
