package chat.client.event;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody said something.
 *
 * @param content what it says, in a replay what it says by now; empty when it is deleted
 * @param clientId the name that its sender gave it, told to its sender alone
 * @param editedAt when it was last edited; only in a replay, its edit follows there too
 * @param deleted whether it was deleted since; only in a replay, its deletion follows there too
 */
public record MessagePosted(
    long roomId,
    long seq,
    long messageId,
    long userId,
    String username,
    String content,
    Instant timestamp,
    Optional<String> clientId,
    Optional<Instant> editedAt,
    boolean deleted)
    implements LoggedEvent {}
