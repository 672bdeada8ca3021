package chat.domain.message;

import chat.domain.StoreUnavailable;
import chat.domain.room.RoomId;
import java.util.List;

/**
 * Keeps each room's messages in one order. Every method blocks until the store has answered, may be
 * called from any thread, and throws {@link StoreUnavailable} when there is no store.
 */
public interface MessageLog {
  /**
   * Puts the drafts into their rooms' logs, as one transaction: all of them, or, when this throws,
   * none, unless the store went away during the commit, when it is one of the two. Sending the same
   * drafts again is safe in every case.
   *
   * <ul>
   *   <li>Within a room {@code seq} has no gap: the first message gets 1, and each next one the
   *       number after. Drafts of one call keep the order of the list.
   *   <li>The order of {@code seq} is the order of visibility: whoever sees a message can read all
   *       of its room's earlier ones. This holds across threads, processes and machines that share
   *       the store.
   *   <li>A client id that its author used in that room before stores nothing and gives the first
   *       message back, also within one list.
   *   <li>When it returns, the messages survive a crash and every reader sees them.
   *   <li>Concurrent calls don't deadlock, whatever their rooms.
   * </ul>
   *
   * @param drafts at least one; their authors are registered
   * @return one outcome for each draft, in the same order
   */
  List<Appended> append(List<Draft> drafts);

  /** The highest {@code seq} in the room, 0 in an empty or unknown one. */
  long head(RoomId room);

  /**
   * The messages with {@code seq} below a position, the newest first. The cost depends on {@code
   * limit} alone, not on the position nor the size of the room.
   *
   * @param seq exclusive; {@link Long#MAX_VALUE} starts at the newest
   * @param limit how many to return at most, 1 or more
   */
  List<Message> before(RoomId room, long seq, int limit);

  /**
   * The messages with {@code seq} above a position, the oldest first. The cost depends on {@code
   * limit} alone, not on the position nor the size of the room.
   *
   * @param seq exclusive; 0 starts at the first
   * @param limit how many to return at most, 1 or more
   */
  List<Message> after(RoomId room, long seq, int limit);
}
