package chat.application.message;

import chat.domain.message.Message;
import chat.domain.room.RoomId;
import java.util.List;
import java.util.OptionalLong;

/** Reads what was said in a room, the newest first. Blocks on the store. */
public interface ReadHistory {
  Outcome read(Query query);

  /**
   * @param text what the messages must contain, without regard to case; empty for every message
   * @param before only messages with a {@code seq} below this; {@link Long#MAX_VALUE} for all
   * @param skip how many of the newest to leave out, 0 or more
   * @param limit how many to return at most, 1 or more
   */
  record Query(RoomId room, String text, long before, int skip, int limit) {}

  sealed interface Outcome {
    /**
     * Some of the history. A search looks at a bounded number of messages, so that its page may be
     * short and still have a next one.
     *
     * @param next where older ones begin ({@link Query#before()}), empty when there are none
     */
    record Page(List<Message> messages, OptionalLong next) implements Outcome {
      public Page {
        messages = List.copyOf(messages);
      }
    }

    record NoSuchRoom() implements Outcome {}
  }
}
