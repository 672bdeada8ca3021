package chat.domain.message;

import java.time.Instant;

/** What a message says now. */
public sealed interface Body {
  /** What it said from the beginning. */
  record Original(Content content) implements Body {}

  /** What its author made of it, the last time at that moment. */
  record Edited(Content content, Instant at) implements Body {}

  /** Nothing any more: its author took it back. */
  record Deleted(Instant at) implements Body {}
}
