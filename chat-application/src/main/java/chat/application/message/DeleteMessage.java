package chat.application.message;

import chat.domain.message.MessageId;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.util.concurrent.CompletionStage;

/** Takes back what one's own message says; its place stays. */
public interface DeleteMessage {
  /**
   * Hands the deletion to the room's lane, as {@link SendMessage#send} does a message, and
   * completes or fails like it. It may be repeated.
   */
  CompletionStage<Written> delete(Command command);

  record Command(Identity author, RoomId room, MessageId message) {}
}
