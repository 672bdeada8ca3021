package chat.application.message;

import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Takes back what one's own message says; its place stays. */
public interface DeleteMessage {
  /**
   * Hands the deletion to the room's lane, as {@link SendMessage#send} does a message, and
   * completes or fails like it. It may be repeated.
   */
  CompletionStage<Outcome> delete(Command command);

  record Command(Identity author, RoomId room, MessageId message) {}

  sealed interface Outcome {
    /** What the one function makes of it that is for its case. */
    <T> T fold(
        Function<Deleted, T> deleted,
        Function<NoSuchRoom, T> noSuchRoom,
        Function<NoSuchMessage, T> noSuchMessage,
        Function<NotTheAuthor, T> notTheAuthor);

    /** The message says nothing any more, now or since before. */
    record Deleted(Message message) implements Outcome {
      @Override
      public <T> T fold(
          Function<Deleted, T> deleted,
          Function<NoSuchRoom, T> noSuchRoom,
          Function<NoSuchMessage, T> noSuchMessage,
          Function<NotTheAuthor, T> notTheAuthor) {
        return deleted.apply(this);
      }
    }

    record NoSuchRoom() implements Outcome {
      @Override
      public <T> T fold(
          Function<Deleted, T> deleted,
          Function<NoSuchRoom, T> noSuchRoom,
          Function<NoSuchMessage, T> noSuchMessage,
          Function<NotTheAuthor, T> notTheAuthor) {
        return noSuchRoom.apply(this);
      }
    }

    /** The room has no message of that id. */
    record NoSuchMessage() implements Outcome {
      @Override
      public <T> T fold(
          Function<Deleted, T> deleted,
          Function<NoSuchRoom, T> noSuchRoom,
          Function<NoSuchMessage, T> noSuchMessage,
          Function<NotTheAuthor, T> notTheAuthor) {
        return noSuchMessage.apply(this);
      }
    }

    /** It is somebody else's message. */
    record NotTheAuthor() implements Outcome {
      @Override
      public <T> T fold(
          Function<Deleted, T> deleted,
          Function<NoSuchRoom, T> noSuchRoom,
          Function<NoSuchMessage, T> noSuchMessage,
          Function<NotTheAuthor, T> notTheAuthor) {
        return notTheAuthor.apply(this);
      }
    }
  }
}
