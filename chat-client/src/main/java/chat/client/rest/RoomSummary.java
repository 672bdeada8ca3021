package chat.client.rest;

import java.time.Instant;

/** A room in a list. */
public record RoomSummary(long id, String name, long createdBy, Instant createdAt) {}
