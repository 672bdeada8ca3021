package chat.client.event;

import java.time.Duration;

/**
 * Somebody else is typing. It holds for {@link #HOLDS} unless it is told again, or until a message
 * of theirs comes. May be lost.
 */
public record Typing(long roomId, long userId, String username) implements RoomEvent {
  /** How long it holds. */
  public static final Duration HOLDS = Duration.ofSeconds(5);
}
