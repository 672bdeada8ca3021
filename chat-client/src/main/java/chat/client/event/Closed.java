package chat.client.event;

/**
 * The client has ended and won't come back: it was closed, or the server refuses it for good. It is
 * the last event.
 *
 * @param reason why, for a person
 * @param byCaller whether {@code close} was called, or else the server refuses this client
 */
public record Closed(String reason, boolean byCaller) implements ConnectionEvent {}
