package chat.client.rest;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A part of a room's history.
 *
 * @param messages the newest first
 * @param older where the messages before them are, when there are any
 * @param newer where the messages after them are, when there are any
 */
public record Page(List<Message> messages, Optional<URI> older, Optional<URI> newer) {
  public Page {
    messages = List.copyOf(messages);
  }
}
