package chat.client.event;

/** Something about the connection to the server. */
public sealed interface ConnectionEvent permits Connected, Disconnected, Closed {}
