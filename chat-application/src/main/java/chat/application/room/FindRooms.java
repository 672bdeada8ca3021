package chat.application.room;

import chat.domain.room.Room;
import chat.domain.room.RoomDetails;
import chat.domain.room.RoomHead;
import chat.domain.room.RoomId;
import chat.domain.user.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Looks rooms up. Blocks on the store, but for searches. */
public interface FindRooms {
  /**
   * The rooms whose name contains the text, in order of their ids; all of them for an empty text.
   * Where no name contains it, those that have its words in any order, with typos forgiven as in
   * messages ({@link chat.domain.matching.Term#edits()}), of the first 10,000 rooms.
   *
   * <p>All of them are there when it returns. A text is searched for when the reader's turn comes
   * ({@link chat.application.SearchPool}), on a thread for searches; the stage fails with {@link
   * chat.application.Overloaded} when too many search, with {@link chat.domain.DeadlineExceeded}
   * when it takes too long, and with {@link chat.domain.StoreUnavailable} when there is no store.
   *
   * @param skip how many to leave out first, 0 or more
   * @param limit how many to return at most, 1 or more
   */
  CompletionStage<List<Room>> search(UserId reader, String text, int skip, int limit);

  /** How far those of the rooms have come that there are. */
  Map<RoomId, RoomHead> heads(Collection<RoomId> rooms);

  Optional<RoomDetails> details(RoomId room);

  /**
   * Whether there is such a room. Rooms are never removed, so a yes is remembered and costs
   * nothing.
   */
  boolean exists(RoomId room);
}
