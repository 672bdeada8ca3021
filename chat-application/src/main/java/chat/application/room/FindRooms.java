package chat.application.room;

import chat.domain.room.Room;
import chat.domain.room.RoomDetails;
import chat.domain.room.RoomHead;
import chat.domain.room.RoomId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks rooms up. Blocks on the store. */
public interface FindRooms {
  /**
   * The rooms whose name contains the text, in order of their ids; all of them for an empty text.
   * Where no name contains it, those that have its words in any order, with slips of the pen
   * forgiven as in messages ({@link chat.domain.message.Term#edits()}), of the first 10,000 rooms.
   *
   * @param skip how many to leave out first, 0 or more
   * @param limit how many to return at most, 1 or more
   */
  List<Room> search(String text, int skip, int limit);

  /** How far those of the rooms have come that there are. */
  Map<RoomId, RoomHead> heads(Collection<RoomId> rooms);

  Optional<RoomDetails> details(RoomId room);

  /**
   * Whether there is such a room. Rooms are never removed, so a yes is remembered and costs
   * nothing.
   */
  boolean exists(RoomId room);
}
