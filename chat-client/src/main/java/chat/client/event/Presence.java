package chat.client.event;

/** Somebody else came into the room or left it. States what is: hearing it twice is harmless. */
public record Presence(long roomId, long userId, String username, boolean online)
    implements RoomEvent {}
