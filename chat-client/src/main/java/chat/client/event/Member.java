package chat.client.event;

/** A person in a room. */
public record Member(long userId, String username) {}
