package chat.client.event;

/** The room was left, because this client asked for it. It is the last event of the room. */
public record Left(long roomId) implements RoomEvent {}
