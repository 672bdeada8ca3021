package chat.application.message;

import chat.application.room.ReadableRoom;
import chat.domain.presence.Presence;
import java.time.Duration;

/**
 * Counts who is in a room. A person with several connections, on this node or on several, comes in
 * with the first and leaves with the last, and the room is notified of these two alone.
 */
public interface JoinRoom {
  /** How often one connection's typing is told at most. */
  Duration TYPING_PAUSE = Duration.ofSeconds(3);

  /**
   * Enters a room with one more connection of its reader. Never blocks on the store. To be notified
   * of their own joining, callers follow the room first ({@link FollowRoom}).
   */
  Membership join(ReadableRoom room);

  /** One connection's place in a room. */
  interface Membership {
    /**
     * Whether nobody was notified although this was the person's first connection to the room on
     * this node: they were there on another one, which may have just been killed.
     */
    boolean unannounced();

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
