package chat.application.message;

import chat.application.room.ReadableRoom;
import chat.domain.message.Epoch;
import chat.domain.message.RoomEvent;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Replays what a client missed of a room: everything after its position, or it must start over,
 * never a part. A client that follows the room before it asks, and drops what is not above its
 * position, misses nothing between what is replayed here and what comes live.
 */
public interface ResumeRoom {
  /** How many events {@link #missed} tells at most in one call. */
  int PAGE = 128;

  /** Names the history that positions belong to. Never blocks. */
  Epoch epoch();

  /**
   * Finds where a client goes on. Blocks on the store only if the position is above {@code
   * followed}: the client may come from a server that is ahead of this one.
   *
   * @param position what the client has, or null when it wants what comes from now on
   * @param followed the number above which the client gets every event live, as {@link
   *     FollowRoom.Following#position()} says
   */
  Outcome resume(ReadableRoom room, @Nullable Position position, long followed);

  /**
   * The next events above a number, in order and without a gap, fewer than {@link #PAGE} only when
   * there are no more by now. Blocks on the store.
   */
  List<RoomEvent.Logged> missed(ReadableRoom room, long afterSeq);

  /**
   * What somebody has of a room: everything up to a number.
   *
   * @param epoch the history that the number was given in; null when they don't know
   */
  record Position(long afterSeq, @Nullable Epoch epoch) {}

  sealed interface Outcome {
    /** What the one function makes of it that is for its case. */
    <T> T fold(Function<GoOn, T> goOn, Function<StartOver, T> startOver);

    /** The highest number in the room, as far as is known here. */
    long head();

    /** The client goes on after that number. */
    record GoOn(long afterSeq, long head) implements Outcome {
      @Override
      public <T> T fold(Function<GoOn, T> goOn, Function<StartOver, T> startOver) {
        return goOn.apply(this);
      }
    }

    /** The client's position is of no use; it gets what comes after the head. */
    record StartOver(Reason reason, long head) implements Outcome {
      @Override
      public <T> T fold(Function<GoOn, T> goOn, Function<StartOver, T> startOver) {
        return startOver.apply(this);
      }
    }
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
