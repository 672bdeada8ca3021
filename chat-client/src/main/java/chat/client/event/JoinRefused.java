package chat.client.event;

/**
 * The server doesn't let this user join the room. It is the last event of the room.
 *
 * @param code why, for a program: {@code not_found}, {@code too_many_rooms} and so on
 * @param detail why, for a person
 */
public record JoinRefused(long roomId, String code, String detail) implements RoomEvent {}
