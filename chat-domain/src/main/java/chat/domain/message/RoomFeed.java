package chat.domain.message;

import chat.domain.room.RoomId;
import java.util.List;

/**
 * Spreads a room's events to whoever follows it now. It keeps nothing: what a subscriber missed is
 * in the {@link MessageLog}. May be called from any thread.
 */
public interface RoomFeed {
  /**
   * Hands the events to every subscriber of the room, in the order of the list, and returns when
   * each has taken them. Of two calls that follow one another every subscriber sees the first one's
   * events first. A subscriber that throws hurts neither the others nor the caller.
   *
   * @param events at least one, all of that room
   */
  void publish(RoomId room, List<RoomEvent> events);

  /** From now on hands the room's events to the subscriber, until the subscription is closed. */
  Subscription subscribe(RoomId room, Subscriber subscriber);

  /** Takes events. It is called on the publisher's thread, so it must be quick and never block. */
  @FunctionalInterface
  interface Subscriber {
    void on(List<RoomEvent> events);
  }

  /** One subscriber's hold on a room. */
  interface Subscription extends AutoCloseable {
    /** No event that is published after this returns reaches the subscriber. Idempotent. */
    @Override
    void close();
  }
}
