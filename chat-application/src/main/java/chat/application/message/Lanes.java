package chat.application.message;

import chat.domain.message.MessageLog;
import chat.domain.message.RoomFeed;
import chat.domain.room.RoomId;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The writers of this node: every room has one lane, a lane serves many rooms. More lanes than the
 * store can commit side by side make the batches smaller and gain nothing. Thread-safe.
 */
public final class Lanes implements AutoCloseable {
  private final List<Lane> lanes;

  /**
   * @param count how many write side by side
   * @param capacity how many drafts may wait in each
   */
  public Lanes(MessageLog log, RoomFeed feed, int count, int capacity) {
    lanes =
        IntStream.rangeClosed(1, count)
            .mapToObj(number -> new Lane("lane-" + number, log, feed, capacity))
            .toList();
  }

  Lane of(RoomId room) {
    return lanes.get(Math.floorMod(Long.hashCode(room.value()), lanes.size()));
  }

  /**
   * Refuses new drafts and returns when those that were accepted have been committed, published and
   * answered.
   */
  @Override
  public void close() {
    lanes.forEach(Lane::refuse);
    lanes.forEach(Lane::close);
  }
}
