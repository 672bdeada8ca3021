package chat.domain.message;

import chat.domain.InvalidValue;
import chat.domain.StoreUnavailable;
import chat.domain.room.RoomId;
import java.util.List;
import java.util.OptionalLong;

/**
 * Finds messages by what they say. Apart from {@link MessageLog}, because an engine that follows
 * the log may answer instead of the store; it never slows the log. Blocks until it has the answer,
 * may be called from any thread, and throws {@link StoreUnavailable} when there is no store.
 */
public interface MessageSearch {
  /**
   * The messages of one room whose content contains the text, both folded as {@link
   * chat.domain.Text#folded} does, the newest first. Every character of the text stands for itself.
   * Looks at a bounded number of messages, however large the room: a page may therefore be short,
   * or empty, and still have a next one.
   */
  Page search(Query query);

  /**
   * What to look for.
   *
   * @param text not empty
   * @param before only messages with a {@code seq} below this one
   * @param limit how many to return at most, 1 or more
   */
  record Query(RoomId room, String text, long before, int limit) {
    public Query {
      if (text.isEmpty()) {
        throw new InvalidValue("search", "must not be empty");
      }
      if (limit < 1) {
        throw new InvalidValue("limit", "must be positive");
      }
    }
  }

  /**
   * Some of what was found.
   *
   * @param next where to go on ({@link Query#before()}), empty when the whole room has been seen
   */
  record Page(List<Message> messages, OptionalLong next) {
    public Page {
      messages = List.copyOf(messages);
    }
  }
}
