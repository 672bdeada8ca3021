package chat.client.event;

/** Something about one room, for the listener that joined it. */
public sealed interface RoomEvent
    permits LoggedEvent, Joined, CaughtUp, Reset, Typing, Presence, JoinRefused, Left {
  /** The room that it is about. */
  long roomId();
}
