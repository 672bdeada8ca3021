package chat.proof.check;

import org.jspecify.annotations.Nullable;

/**
 * What a subscriber was shown under one number of a room.
 *
 * @param id the message that it is about
 * @param messageSeq the number of that message: of a message itself, {@code seq}
 * @param author the name of who wrote the message
 * @param content what it says; empty when deleted, and for deletions
 * @param edited whether a message was said to have been edited since; of an edit always true,
 *     unless the message is said to be deleted since
 * @param deleted whether the message was said to be deleted since; of a deletion always true
 * @param clientId the sender's own name for the message, where it was shown
 */
public record Event(
    long room,
    long seq,
    Kind kind,
    long id,
    long messageSeq,
    String author,
    String content,
    boolean edited,
    boolean deleted,
    @Nullable String clientId) {

  /** What takes a number. */
  public enum Kind {
    MESSAGE,
    EDIT,
    DELETION
  }

  Event withContent(String other) {
    return new Event(room, seq, kind, id, messageSeq, author, other, edited, deleted, clientId);
  }
}
