package chat.client.event;

import java.time.Instant;

/**
 * An event that the server keeps: it has a number in its room. A listener gets those of a room in
 * the order of their numbers, each exactly once, none left out, whatever happens to the connection;
 * only a {@link Reset} moves on without telling what lies between.
 */
public sealed interface LoggedEvent extends RoomEvent
    permits MessagePosted, MessageEdited, MessageDeleted {
  /** Its number in the room: one more than that of the logged event before. */
  long seq();

  /** The message that it is about. */
  long messageId();

  /** Who wrote the message. */
  long userId();

  /** The name of who wrote the message. */
  String username();

  /** When the message was posted, in UTC with milliseconds. */
  Instant timestamp();
}
