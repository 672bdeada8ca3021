package chat.application.message;

import chat.domain.presence.Presence;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.time.Duration;

/**
 * Counts who is in a room. A person with several connections, on this node or on several, comes in
 * with the first and leaves with the last, and the room is notified of these two alone.
 */
public interface JoinRoom {
  /** How often one connection's typing is told at most. */
  Duration TYPING_PAUSE = Duration.ofSeconds(3);

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
    /** Who is in the room now, on any node, this one included. Never blocks on the store. */
    Presence.Present present(int atMost);

    /**
     * Tells the room that this one is typing, but no more than once every {@link #TYPING_PAUSE}:
     * what comes in between is not told. Does nothing after the place was given up.
     */
    void typing();

    /** Gives the place up. Idempotent; never blocks. */
    void leave();
  }
}
