package chat.application.message;

import chat.domain.message.Epoch;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what somebody missed of a room: everything after their position, or that they must start
 * over, never a part. Whoever follows the room before asking, and drops what is not above their
 * position, misses nothing between what is told here and what comes live. Blocks on the store.
 */
public interface ResumeRoom {
  /** How many events {@link #missed} tells at most in one call. */
  int PAGE = 128;

  /** Names the history that positions belong to, as of the server's start. */
  Epoch epoch();

  /**
   * Finds where somebody goes on. The room exists.
   *
   * @param position what they have, or null when they want what comes from now on
   */
  Outcome resume(RoomId room, @Nullable Position position);

  /**
   * The next events above a number, in order and without a gap, fewer than {@link #PAGE} only when
   * there are no more by now.
   */
  List<RoomEvent.Logged> missed(RoomId room, long afterSeq);

  /**
   * What somebody has of a room: everything up to a number.
   *
   * @param epoch the history that the number was given in; null when they don't know
   */
  record Position(long afterSeq, @Nullable Epoch epoch) {}

  sealed interface Outcome {
    /** The highest number in the room by now. */
    long head();

    /** They go on after that number. */
    record GoOn(long afterSeq, long head) implements Outcome {}

    /** Their position is of no use; what comes after the head is theirs. */
    record StartOver(Reason reason, long head) implements Outcome {}
  }

  /** Why somebody must start over. */
  enum Reason {
    /** Their position is one of another history. */
    EPOCH,
    /** More happened since than is told again. */
    TOO_FAR,
    /** Their position hasn't been reached. */
    AHEAD
  }
}
