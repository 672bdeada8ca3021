package chat.adapter.web.socket;

/**
 * Somebody who is told what happens in a room, on the thread of their event loop alone; so whatever
 * they do must be quick and never wait.
 */
sealed interface Listener permits PlainConversation, Seat {
  /** Ends the connection, which can't be told any more. */
  void abort();
}
