package chat.application.message;

import chat.application.room.ReadableRoom;
import chat.domain.StoreUnavailable;
import chat.domain.message.RoomFeed.Subscriber;

/**
 * Follows what happens in a room from now on: every message, edit and deletion once, in order of
 * {@code seq}, without a gap; who joins and leaves, on any node; and who types, as far as the feed
 * delivers it.
 */
public interface FollowRoom {
  /**
   * Subscribes to a room. One subscription serves any number of connections. The first subscription
   * to a room reads its head from the store and blocks meanwhile; further ones never block.
   *
   * @param subscriber is called by one thread at a time with events that have a {@code seq}, in
   *     lists of such events only, and by any number of threads with the others. A slow subscriber
   *     slows the room's lane down; it must not wait for a network.
   * @throws StoreUnavailable when the head can't be read
   */
  Following follow(ReadableRoom room, Subscriber subscriber);

  /**
   * One subscriber's hold on a room. Its methods may be called from any thread, and never block.
   */
  interface Following extends AutoCloseable {
    /**
     * The number up to which the subscriber's events were handed to it or came before it
     * subscribed. Every event above a number that this returned is handed on after that.
     */
    long position();

    /** A call that has begun may still hand events to the subscriber. Idempotent. */
    @Override
    void close();
  }
}
