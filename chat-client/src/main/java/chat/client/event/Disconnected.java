package chat.client.event;

import java.time.Duration;

/**
 * The connection is lost, or couldn't be made. The client goes on trying by itself and loses
 * nothing.
 *
 * @param reason what happened, for a person
 * @param reconnectingIn when the next attempt is made
 */
public record Disconnected(String reason, Duration reconnectingIn) implements ConnectionEvent {}
