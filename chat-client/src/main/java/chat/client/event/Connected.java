package chat.client.event;

/**
 * The server answers, for the first time or again.
 *
 * @param userId who this client is
 * @param username the name of who this client is
 * @param epoch which history the server's database has; another one than before means a {@link
 *     Reset} of every room
 */
public record Connected(long userId, String username, String epoch) implements ConnectionEvent {}
