package chat.client;

import java.time.Instant;

/**
 * The server has stored a message for good, exactly once.
 *
 * @param roomId the room that it is in
 * @param clientId the name that it was sent with
 * @param id the message
 * @param seq its number in the room
 * @param timestamp when it was stored
 * @param duplicate whether it had been stored before the frame that this answers, by an attempt
 *     whose answer was lost or by an earlier send of the same {@code clientId}
 */
public record Ack(
    long roomId, String clientId, long id, long seq, Instant timestamp, boolean duplicate) {}
