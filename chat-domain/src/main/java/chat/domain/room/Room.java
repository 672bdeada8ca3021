package chat.domain.room;

import chat.domain.user.UserId;
import java.time.Instant;

/** A room that people can talk in. Rooms are never removed. */
public record Room(RoomId id, RoomName name, UserId createdBy, Instant createdAt) {}
