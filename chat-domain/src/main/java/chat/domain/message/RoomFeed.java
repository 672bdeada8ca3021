package chat.domain.message;

import chat.domain.room.RoomId;
import java.util.List;

/**
 * Spreads a room's events to those who follow it now. It is fast and keeps nothing; the {@link
 * MessageLog} is the truth, so a feed may lose events, and deliver them late, repeatedly, in
 * smaller lists, or after those of another publisher. A subscriber that needs every event once and
 * in order compares the {@code seq} of what arrives with the log.
 *
 * <p>What a feed must keep:
 *
 * <ul>
 *   <li>What one thread publishes in a room and what arrives of it keeps its order, repetitions
 *       aside.
 *   <li>A subscriber gets the events of its room only, and only what was published after it
 *       subscribed.
 *   <li>A subscriber that throws hurts neither the publisher nor the other subscribers.
 *   <li>{@link #publish} waits for no network. In the publisher's process it may call subscribers
 *       on the publisher's thread.
 * </ul>
 *
 * May be called from any thread.
 */
public interface RoomFeed {
  /**
   * Hands the events to the room's subscribers, on this thread or another one. Throws nothing when
   * they can't be delivered.
   *
   * @param events at least one, all of that room
   */
  void publish(RoomId room, List<RoomEvent> events);

  /** From now on hands the room's events to the subscriber, until the subscription is closed. */
  Subscription subscribe(RoomId room, Subscriber subscriber);

  /**
   * Takes events. It is called on the publisher's thread or on one of the feed's, by several
   * threads at once, and must never wait for a network.
   */
  @FunctionalInterface
  interface Subscriber {
    /**
     * @param events at least one; the list doesn't change afterwards
     */
    void on(List<RoomEvent> events);
  }

  /** One subscriber's hold on a room. */
  interface Subscription extends AutoCloseable {
    /** No event that is published after this returns reaches the subscriber. Idempotent. */
    @Override
    void close();
  }
}
