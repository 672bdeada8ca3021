package chat.application.message;

import chat.domain.message.RoomFeed.Subscriber;
import chat.domain.message.RoomFeed.Subscription;
import chat.domain.room.RoomId;

/**
 * Follows what happens in a room from now on: every message, edit and deletion once, in order of
 * {@code seq}, without a gap; and who comes, goes and types.
 */
public interface FollowRoom {
  /**
   * One subscription serves any number of connections.
   *
   * @param subscriber is called on the lane's thread, and on those that join and leave; it must be
   *     quick and never wait for a network
   */
  Subscription follow(RoomId room, Subscriber subscriber);
}
