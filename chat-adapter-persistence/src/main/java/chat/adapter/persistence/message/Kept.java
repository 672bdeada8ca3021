package chat.adapter.persistence.message;

import chat.domain.message.Content;
import chat.domain.message.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of a message.
 *
 * @param first of what it first said, once that was edited away and until it is deleted
 */
record Kept(Message message, @Nullable Fingerprint first) {
  /** The row after a change of its message. */
  Kept changedTo(Message changed) {
    if (changed.isDeleted()) {
      return new Kept(changed, null);
    }
    return message
        .body()
        .fold(
            original -> new Kept(changed, Fingerprint.of(message.clientId(), original.content())),
            edited -> new Kept(changed, first),
            deleted -> new Kept(changed, first));
  }

  /** Whether it was first sent with that content; of a deleted message nobody knows. */
  boolean firstSaid(Content content) {
    return message
        .body()
        .fold(
            original -> original.content().equals(content),
            edited -> firstWas(content),
            deleted -> true);
  }

  private boolean firstWas(Content content) {
    return first == null || first.equals(Fingerprint.of(message.clientId(), content));
  }

  @Nullable Instant editedAt() {
    return message.editedAt().orElse(null);
  }

  @Nullable Instant deletedAt() {
    return message.deletedAt().orElse(null);
  }
}
