package chat.domain.user;

/** What a login is checked against. */
public record Credentials(Identity identity, PasswordHash password) {}
