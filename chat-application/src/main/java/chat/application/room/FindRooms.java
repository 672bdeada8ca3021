package chat.application.room;

import chat.domain.room.Room;
import chat.domain.room.RoomDetails;
import chat.domain.room.RoomHead;
import chat.domain.user.Identity;
import java.util.List;
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
  CompletionStage<List<Found>> search(Identity reader, String text, int skip, int limit);

  /** Empty when the room was opened after the day to which the database was put back. */
  Optional<Details> details(ReadableRoom room);

  /** A room, and how far it has come. */
  record Found(Room room, RoomHead head) {}

  /** The same with what a visitor asks about it first. */
  record Details(RoomDetails room, RoomHead head) {}
}
