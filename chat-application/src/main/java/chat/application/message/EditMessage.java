package chat.application.message;

import chat.domain.message.Content;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Changes what one's own message says. */
public interface EditMessage {
  /**
   * Hands the edit to the room's lane, as {@link SendMessage#send} does a message, and completes or
   * fails like it. An edit that failed may be repeated: one that is there already stores nothing.
   */
  CompletionStage<Outcome> edit(Command command);

  record Command(Identity author, RoomId room, MessageId message, Content content) {}

  sealed interface Outcome {
    /** What the one function makes of it that is for its case. */
    <T> T fold(
        Function<Edited, T> edited,
        Function<NoSuchRoom, T> noSuchRoom,
        Function<NoSuchMessage, T> noSuchMessage,
        Function<NotTheAuthor, T> notTheAuthor,
        Function<Gone, T> gone);

    /** The message says that now, or did already. */
    record Edited(Message message) implements Outcome {
      @Override
      public <T> T fold(
          Function<Edited, T> edited,
          Function<NoSuchRoom, T> noSuchRoom,
          Function<NoSuchMessage, T> noSuchMessage,
          Function<NotTheAuthor, T> notTheAuthor,
          Function<Gone, T> gone) {
        return edited.apply(this);
      }
    }

    record NoSuchRoom() implements Outcome {
      @Override
      public <T> T fold(
          Function<Edited, T> edited,
          Function<NoSuchRoom, T> noSuchRoom,
          Function<NoSuchMessage, T> noSuchMessage,
          Function<NotTheAuthor, T> notTheAuthor,
          Function<Gone, T> gone) {
        return noSuchRoom.apply(this);
      }
    }

    /** The room has no message of that id. */
    record NoSuchMessage() implements Outcome {
      @Override
      public <T> T fold(
          Function<Edited, T> edited,
          Function<NoSuchRoom, T> noSuchRoom,
          Function<NoSuchMessage, T> noSuchMessage,
          Function<NotTheAuthor, T> notTheAuthor,
          Function<Gone, T> gone) {
        return noSuchMessage.apply(this);
      }
    }

    /** It is somebody else's message. */
    record NotTheAuthor() implements Outcome {
      @Override
      public <T> T fold(
          Function<Edited, T> edited,
          Function<NoSuchRoom, T> noSuchRoom,
          Function<NoSuchMessage, T> noSuchMessage,
          Function<NotTheAuthor, T> notTheAuthor,
          Function<Gone, T> gone) {
        return notTheAuthor.apply(this);
      }
    }

    /** The message is deleted, for ever. */
    record Gone() implements Outcome {
      @Override
      public <T> T fold(
          Function<Edited, T> edited,
          Function<NoSuchRoom, T> noSuchRoom,
          Function<NoSuchMessage, T> noSuchMessage,
          Function<NotTheAuthor, T> notTheAuthor,
          Function<Gone, T> gone) {
        return gone.apply(this);
      }
    }
  }
}
