package chat.domain.room;

import chat.domain.user.Username;

/** A room with what a visitor asks about it first; {@code messages} is exact when it is read. */
public record RoomDetails(Room room, Username creator, long messages) {}
