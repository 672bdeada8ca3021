package chat.application.message;

import chat.domain.message.Content;
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
  CompletionStage<Written> edit(Command command);

  record Command(Identity author, RoomId room, MessageId message, Content content) {}
}
