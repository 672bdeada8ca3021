package chat.application.message;

import chat.domain.room.RoomId;
import chat.domain.user.Identity;

/**
 * Counts who is in a room. A person with several connections comes in with the first, leaves with
 * the last, and the room is told of these two alone.
 */
public interface JoinRoom {
  /**
   * Enters a room with one more connection. Reads the store once for each room; whoever wants to be
   * told of their own coming follows the room first ({@link FollowRoom}).
   */
  Outcome join(Identity who, RoomId room);

  sealed interface Outcome {
    record Joined(Membership membership) implements Outcome {}

    record NoSuchRoom() implements Outcome {}
  }

  /** One connection's place in a room. */
  interface Membership {
    /** Gives the place up. Idempotent; never blocks. */
    void leave();
  }
}
