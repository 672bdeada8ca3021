package chat.domain.user;

/** Who acts: a user's id with the name that others see. */
public record Identity(UserId id, Username username) {}
