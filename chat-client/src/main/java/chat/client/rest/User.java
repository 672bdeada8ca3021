package chat.client.rest;

import java.time.Instant;
import java.util.Optional;

/** A registered user, as the user alone sees it. */
public record User(long id, String username, Optional<String> email, Instant createdAt) {}
