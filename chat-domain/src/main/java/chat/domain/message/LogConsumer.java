package chat.domain.message;

import chat.domain.Deadline;
import chat.domain.room.RoomId;
import java.util.List;

/**
 * Keeps something that is made from the whole {@link MessageLog} and must miss nothing, such as a
 * search index. A follower hands it the events of each room in order; it keeps a position for each
 * room and persists the position together with the effect of the events up to it. So after a crash
 * each event has had its effect once, or not at all, and the follower hands it over again.
 *
 * <p>One thread calls all methods. They may block on a disk or a network, and throw
 *
 * <ul>
 *   <li>{@link ConsumerUnavailable} when the consumer can't go on now: the follower closes it and
 *       opens it again later,
 *   <li>any other exception when what it keeps is broken: the follower closes it and has it begin
 *       from nothing.
 * </ul>
 */
public interface LogConsumer {
  /** What it keeps, for the server's log: "the search index". */
  String name();

  /**
   * Opens what was flushed last. What belongs to another epoch or can't be read is discarded, and
   * the consumer begins from nothing. To be called while it is closed.
   *
   * @param anew whether to begin from nothing in any case
   * @return whether it began from nothing
   */
  boolean open(Epoch epoch, boolean anew);

  /** The {@code seq} of the last event of the room that it has, 0 for none. */
  long position(RoomId room);

  /** How many events of all rooms it has. */
  long events();

  /**
   * Takes the next events of a room. They may be lost in a crash until {@link #flush} returns. Each
   * event shows its message as it was when the log was read; of one message the last event counts.
   *
   * @param events at least one, all of one room, of which the first follows the room's position and
   *     each other one follows the one before
   * @throws IllegalArgumentException when they don't; then nothing is taken
   */
  void take(List<RoomEvent.Logged> events);

  /** Persists the effects and positions of everything that was taken, as one step. */
  void flush();

  /**
   * Throws when the consumer broke down by itself since the last call, as work in the background
   * may. Called at least once a second while nothing happens; cheap.
   */
  void check();

  /** Releases everything without flushing. Idempotent; it can be opened again. */
  void close();

  /** What the follower tells those who read what a consumer keeps. May be called by any thread. */
  interface Source {
    /**
     * Waits until the consumer has taken everything that this process committed before the call.
     *
     * @return false when the deadline was over before, or the follower is closed
     */
    boolean await(Deadline deadline) throws InterruptedException;

    /** Never blocks, and needs no store. */
    LogProgress progress();
  }
}
