package chat.adapter.persistence.message;

import chat.domain.message.Body;
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
    return message.body() instanceof Body.Original original
        ? new Kept(changed, Fingerprint.of(message.clientId(), original.content()))
        : new Kept(changed, first);
  }

  /** Whether it was first sent with that content; of a deleted message nobody knows. */
  boolean firstSaid(Content content) {
    if (message.body() instanceof Body.Original original) {
      return original.content().equals(content);
    }
    return first == null || first.equals(Fingerprint.of(message.clientId(), content));
  }

  @Nullable Instant editedAt() {
    return message.body() instanceof Body.Edited edited ? edited.at() : null;
  }

  @Nullable Instant deletedAt() {
    return message.body() instanceof Body.Deleted deleted ? deleted.at() : null;
  }
}
