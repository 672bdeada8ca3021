package chat.application.message;

import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Says something in a room. */
public interface SendMessage {
  /**
   * Hands the message to the room's lane. Reads the store the first time that it meets a room and
   * never waits for it otherwise.
   *
   * <p>The stage completes on the lane's thread, after the commit and after the message was handed
   * to everybody who follows the room; what hangs on it must be quick. It fails with {@link
   * chat.application.Overloaded} when the lane is full, and with {@link
   * chat.domain.StoreUnavailable}: then sending again with the same client id is safe and finds
   * out.
   */
  CompletionStage<Written> send(Command command);

  /**
   * @param clientId the sender's name for the message; without one, sending again says it again
   */
  record Command(Identity author, RoomId room, Content content, @Nullable ClientId clientId) {}
}
