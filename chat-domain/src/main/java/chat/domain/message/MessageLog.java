package chat.domain.message;

import chat.domain.StoreUnavailable;
import chat.domain.room.RoomId;
import java.util.List;
import java.util.Set;

/**
 * Keeps what happens to each room's messages in one order: what was said, edited and deleted. Every
 * method blocks until the store has answered, may be called from any thread, and throws {@link
 * StoreUnavailable} when there is no store.
 */
public interface MessageLog {
  /**
   * Puts the drafts into their rooms' logs, as one transaction: all of them, or, when this throws,
   * none, unless the store went away during the commit, when it is one of the two. Sending the same
   * drafts again is safe in every case: a message is stored once, and of edits and deletions the
   * outcome is the same.
   *
   * <ul>
   *   <li>Within a room {@code seq} has no gap: the first message gets 1, and whatever is stored
   *       next, message, edit or deletion, the number after. Drafts of one call keep the order of
   *       the list, and each meets what those before it left.
   *   <li>The order of {@code seq} is the order of visibility: whoever sees an event can read all
   *       of its room's earlier ones. This holds across threads, processes and machines that share
   *       the store.
   *   <li>A client id that its author used in that room before stores nothing, also within one
   *       list: it gives the message back if that was what it first said, as {@link
   *       Appended.Repeated}, and {@link Appended.Reason#CLIENT_ID_TAKEN} if it wasn't. What a
   *       deleted message said is forgotten, so that repeating it is always the former.
   *   <li>Edits and deletions do what {@link Draft.Change#on} decides on the message as it is then;
   *       a message is named by the id that an earlier call gave.
   *   <li>Of what was edited away or deleted nothing is kept that could be read again.
   *   <li>When it returns, what was stored survives a crash and every reader sees it.
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
   * The messages with {@code seq} below a position as they are now, the newest first; deleted ones
   * keep their place. The cost depends on {@code limit} alone, not on the position nor the size of
   * the room.
   *
   * @param seq exclusive; {@link Long#MAX_VALUE} starts at the newest
   * @param limit how many to return at most, 1 or more
   */
  List<Message> before(RoomId room, long seq, int limit);

  /**
   * The messages with {@code seq} above a position as they are now, the oldest first; deleted ones
   * keep their place. The cost depends on {@code limit} alone, not on the position nor the size of
   * the room.
   *
   * @param seq exclusive; 0 starts at the first
   * @param limit how many to return at most, 1 or more
   */
  List<Message> messagesAfter(RoomId room, long seq, int limit);

  /**
   * Everything with {@code seq} above a position, in order and without a gap: messages, edits and
   * deletions, read in one snapshot. The cost depends on {@code limit} alone, not on the position
   * nor the size of the room.
   *
   * @param seq exclusive; 0 starts at the first
   * @param limit how many to return at most, 1 or more
   */
  List<RoomEvent.Logged> after(RoomId room, long seq, int limit);

  /**
   * The messages of those ids as they are now, in any order, each once; those that aren't there are
   * left out. The cost depends on how many are asked for alone.
   *
   * @param ids at least one
   */
  List<Message> messages(Set<MessageId> ids);

  /**
   * The rooms and their heads, in the order of the rooms' ids: what a follower of all of the log
   * compares with what it knows. The cost depends on {@code limit} alone.
   *
   * @param after only rooms with an id above this; 0 for the first
   * @param limit how many to return at most, 1 or more
   */
  List<Head> heads(long after, int limit);

  /**
   * The heads of those rooms, in any order; rooms that don't exist are left out. The cost depends
   * on how many are asked for alone.
   */
  List<Head> heads(Set<RoomId> rooms);

  /**
   * The id of the newest message, 0 when there is none: where {@link #postedAfter} goes on. Costs
   * one look into an index.
   */
  long newestMessage();

  /**
   * The rooms of the messages with an id above a mark, in the order of the ids, with their heads.
   * It finds who talks among any number of silent rooms; edits and deletions don't count. The cost
   * depends on {@code limit} alone.
   *
   * <p>A message may become visible after one with a higher id, because transactions overlap: a
   * follower looks again at what it has already looked at.
   *
   * @param mark exclusive; 0 starts at the first message
   * @param limit how many messages to look at, 1 or more
   */
  Posts postedAfter(long mark, int limit);

  /**
   * Where messages were posted.
   *
   * @param rooms each once, in any order; a head covers at least the messages that were looked at
   * @param mark the highest id that was looked at, or the mark that was asked with
   * @param more whether the limit ended it, so that there may be more after {@code mark}
   */
  record Posts(List<Head> rooms, long mark, boolean more) {
    public Posts {
      rooms = List.copyOf(rooms);
    }
  }

  /**
   * How far a room's log reaches.
   *
   * @param seq as {@link #head} gives it
   */
  record Head(RoomId room, long seq) {}

  /**
   * Where the messages go on when the newest of them are left out: {@link #before} that position
   * lie those that remain. Exact. The cost depends on how many messages are left out, or on how
   * many edits and deletions lie between them, whichever are fewer; not on the size of the room.
   *
   * @param seq exclusive; {@link Long#MAX_VALUE} starts at the newest
   * @param count how many messages to leave out, 0 or more
   * @return at most {@code seq}; 1 or less when nothing remains
   */
  long skip(RoomId room, long seq, int count);
}
