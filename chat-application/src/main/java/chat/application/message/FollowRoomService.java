package chat.application.message;

import chat.domain.message.RoomFeed;
import chat.domain.message.RoomFeed.Subscriber;
import chat.domain.message.RoomFeed.Subscription;
import chat.domain.room.RoomId;

/** Thread-safe. */
public final class FollowRoomService implements FollowRoom {
  private final RoomFeed feed;

  public FollowRoomService(RoomFeed feed) {
    this.feed = feed;
  }

  @Override
  public Subscription follow(RoomId room, Subscriber subscriber) {
    return feed.subscribe(room, subscriber);
  }
}
