package chat.client.rest;

import java.time.Instant;

/** One room. */
public record RoomDetails(
    long id,
    String name,
    long createdBy,
    Instant createdAt,
    String creatorUsername,
    long messageCount) {}
