package chat.client.event;

/**
 * Every logged event that there was when the room was joined has been handed over; what follows is
 * live.
 *
 * @param seq the number of the newest of them
 */
public record CaughtUp(long roomId, long seq) implements RoomEvent {}
