package chat.testkit.message;

import chat.domain.message.RoomFeed;

class InMemoryRoomFeedTest implements LocalRoomFeedContract {
  private final RoomFeed feed = new InMemoryRoomFeed();

  @Override
  public RoomFeed feed() {
    return feed;
  }
}
