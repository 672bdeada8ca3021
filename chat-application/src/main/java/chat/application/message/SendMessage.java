package chat.application.message;

import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Message;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
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
  CompletionStage<Outcome> send(Command command);

  /**
   * @param clientId the sender's name for the message; without one, sending again says it again
   */
  record Command(Identity author, RoomId room, Content content, @Nullable ClientId clientId) {}

  sealed interface Outcome {
    /** What the one function makes of it that is for its case. */
    <T> T fold(
        Function<Sent, T> sent,
        Function<NoSuchRoom, T> noSuchRoom,
        Function<ClientIdConflict, T> clientIdConflict);

    /**
     * It is in the log; {@code repeated} when it already was, from an earlier attempt: then this is
     * the message as it is now, whatever was edited or deleted since.
     */
    record Sent(Message message, boolean repeated) implements Outcome {
      @Override
      public <T> T fold(
          Function<Sent, T> sent,
          Function<NoSuchRoom, T> noSuchRoom,
          Function<ClientIdConflict, T> clientIdConflict) {
        return sent.apply(this);
      }
    }

    record NoSuchRoom() implements Outcome {
      @Override
      public <T> T fold(
          Function<Sent, T> sent,
          Function<NoSuchRoom, T> noSuchRoom,
          Function<ClientIdConflict, T> clientIdConflict) {
        return noSuchRoom.apply(this);
      }
    }

    /** The sender first used that client id in this room for other content; nothing was stored. */
    record ClientIdConflict() implements Outcome {
      @Override
      public <T> T fold(
          Function<Sent, T> sent,
          Function<NoSuchRoom, T> noSuchRoom,
          Function<ClientIdConflict, T> clientIdConflict) {
        return clientIdConflict.apply(this);
      }
    }
  }
}
