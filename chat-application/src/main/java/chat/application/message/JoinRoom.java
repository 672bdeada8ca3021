package chat.application.message;

import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.time.Duration;
import java.util.List;

/**
 * Counts who is in a room. A person with several connections comes in with the first, leaves with
 * the last, and the room is told of these two alone.
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
    /** Who is in the room now, this one included. Never blocks on the store. */
    Present present(int atMost);

    /**
     * Tells the room that this one is typing, but no more than once every {@link #TYPING_PAUSE}:
     * what comes in between is not told. Does nothing after the place was given up.
     */
    void typing();

    /** Gives the place up. Idempotent; never blocks. */
    void leave();
  }

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
}
