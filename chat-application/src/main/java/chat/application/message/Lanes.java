package chat.application.message;

import chat.application.room.KnownRooms;
import chat.domain.StoreUnavailable;
import chat.domain.message.Appended;
import chat.domain.message.Draft;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomFeed;
import chat.domain.room.RoomId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/**
 * The writers of this node: every room has one lane, a lane serves many rooms. More lanes than the
 * store can commit side by side make the batches smaller and gain nothing. Thread-safe.
 */
public final class Lanes implements AutoCloseable {
  private final List<Lane> lanes;

  /**
   * @param feed is given what was committed
   * @param followers are notified when an append's outcome is unknown, and how far each room has
   *     come
   * @param count how many write side by side
   * @param capacity how many drafts may wait in each
   * @param maxBytes how many bytes the drafts of all lanes may take together; 64 KiB a lane at
   *     least
   */
  public Lanes(
      MessageLog log,
      RoomFeed feed,
      FollowRoomService followers,
      int count,
      int capacity,
      long maxBytes) {
    lanes =
        IntStream.rangeClosed(1, count)
            .mapToObj(
                number ->
                    new Lane("lane-" + number, log, feed, followers, capacity, maxBytes / count))
            .toList();
  }

  /**
   * Offers a draft to its room's lane. Reads the store the first time that it meets a room, and
   * keeps drafts for rooms that aren't there from the lanes.
   */
  CompletionStage<Appended> submit(Draft draft, KnownRooms rooms) {
    try {
      if (!rooms.contains(draft.room())) {
        return CompletableFuture.completedStage(new Appended.Refused(Appended.Reason.NO_SUCH_ROOM));
      }
    } catch (StoreUnavailable away) {
      return CompletableFuture.failedStage(away);
    }
    return of(draft.room()).submit(draft);
  }

  private Lane of(RoomId room) {
    return lanes.get(Math.floorMod(Long.hashCode(room.value()), lanes.size()));
  }

  /** Refuses new drafts; the lanes end when those that were accepted have been answered. */
  void refuse() {
    lanes.forEach(Lane::refuse);
  }

  /**
   * Refuses new drafts and returns when those that were accepted have been committed, published and
   * answered.
   */
  @Override
  public void close() {
    refuse();
    lanes.forEach(Lane::close);
  }
}
