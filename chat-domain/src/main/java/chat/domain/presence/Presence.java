package chat.domain.presence;

import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.util.List;

/**
 * Who is in which room, on all nodes that share a store. Each node says who is there on it; a
 * person is in a room while at least one node says so.
 *
 * <p>What a node says of itself holds there at once, and on the other nodes within seconds. What a
 * node said that was killed or cut off is gone everywhere within 15 seconds; it begins again when
 * the node comes back. While the store is away each node keeps what it knew.
 *
 * <p>No method blocks or throws; each may be called from any thread.
 */
public interface Presence {
  /**
   * The person is in the room on this node; saying it again changes nothing.
   *
   * @return whether they were in it on no node, so that the listener was notified
   */
  boolean enter(RoomId room, Identity who);

  /** The person isn't in the room on this node any more; saying it again changes nothing. */
  void leave(RoomId room, Identity who);

  /** Who is in the room, on any node, as far as is known here. */
  Present present(RoomId room, int atMost);

  /**
   * Who is in a room.
   *
   * @param people some of them, in no order
   * @param count how many there are
   */
  record Present(List<Identity> people, int count) {
    public Present {
      people = List.copyOf(people);
    }
  }

  /**
   * Is notified, on every node, once when somebody comes into a room who was in it on no node, and
   * once when they are in it on none any more. For one room and person the calls come one after
   * another, in the order in which they became true. It must neither block nor throw, and may ask
   * who is present.
   */
  interface Listener {
    void joined(RoomId room, Identity who);

    void left(RoomId room, Identity who);
  }
}
