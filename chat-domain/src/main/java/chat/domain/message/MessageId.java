package chat.domain.message;

import chat.domain.InvalidValue;

/** Names one message among those of all rooms; positive. */
public record MessageId(long value) {
  public MessageId {
    if (value < 1) {
      throw new InvalidValue("message_id", "must be positive");
    }
  }
}
