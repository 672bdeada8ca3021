package chat.client.event;

import java.time.Instant;

/**
 * The author took a message back. Its place stays.
 *
 * @param messageSeq the number that the message itself has in the room
 * @param timestamp when the message was posted
 */
public record MessageDeleted(
    long roomId,
    long seq,
    long messageId,
    long messageSeq,
    long userId,
    String username,
    Instant timestamp)
    implements LoggedEvent {}
