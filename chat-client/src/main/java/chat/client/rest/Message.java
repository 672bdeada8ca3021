package chat.client.rest;

import java.time.Instant;
import java.util.Optional;

/**
 * A message in the history, as it is now.
 *
 * @param seq its number in the room
 * @param content empty when it is deleted, and only then
 * @param editedAt when it was last edited; absent when it never was, or is deleted
 */
public record Message(
    long id,
    long roomId,
    long seq,
    long userId,
    String username,
    String content,
    Instant timestamp,
    Optional<Instant> editedAt,
    boolean deleted) {}
