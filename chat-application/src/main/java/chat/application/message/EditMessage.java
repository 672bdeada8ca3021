package chat.application.message;

import chat.domain.message.Content;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.util.concurrent.CompletionStage;

/** Changes what one's own message says. */
public interface EditMessage {
  /**
   * Hands the edit to the room's lane, as {@link SendMessage#send} does a message, and completes or
   * fails like it. An edit that failed may be repeated: one that is there already stores nothing.
   */
  CompletionStage<Outcome> edit(Command command);

  record Command(Identity author, RoomId room, MessageId message, Content content) {}

  sealed interface Outcome {
    /** The message says that now, or did already. */
    record Edited(Message message) implements Outcome {}

    record NoSuchRoom() implements Outcome {}

    /** The room has no message of that id. */
    record NoSuchMessage() implements Outcome {}

    /** It is somebody else's message. */
    record NotTheAuthor() implements Outcome {}

    /** The message is deleted, for ever. */
    record Gone() implements Outcome {}
  }
}
