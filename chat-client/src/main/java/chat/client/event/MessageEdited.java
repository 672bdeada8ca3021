package chat.client.event;

import java.time.Instant;
import java.util.Optional;

/**
 * The author changed a message.
 *
 * @param messageSeq the number that the message itself has in the room
 * @param content what it says now; empty when it was deleted since
 * @param timestamp when the message was posted
 * @param editedAt when it was edited; absent when it was deleted since
 * @param deleted whether it was deleted since; only in a replay, its deletion follows there too
 */
public record MessageEdited(
    long roomId,
    long seq,
    long messageId,
    long messageSeq,
    long userId,
    String username,
    String content,
    Instant timestamp,
    Optional<Instant> editedAt,
    boolean deleted)
    implements LoggedEvent {}
