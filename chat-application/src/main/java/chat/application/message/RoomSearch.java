package chat.application.message;

import java.util.concurrent.CompletionStage;

/**
 * Searches the history of one room. Owned by who reads histories, and implemented where messages
 * are searched, so that messages need to know nothing of searches.
 */
public interface RoomSearch {
  /**
   * The messages of the room that match the query's text, as {@link ReadHistory#read} promises
   * them.
   *
   * @param query with a text that can be searched for
   */
  CompletionStage<ReadHistory.Page> search(ReadHistory.Query query);
}
