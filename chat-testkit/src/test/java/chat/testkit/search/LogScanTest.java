package chat.testkit.search;

import chat.domain.message.MessageLog;
import chat.domain.room.Rooms;
import chat.domain.search.LogScan;
import chat.domain.search.MessageSearch;
import chat.domain.user.Users;
import chat.testkit.message.InMemoryMessageLog;
import chat.testkit.room.InMemoryRooms;
import chat.testkit.user.InMemoryUsers;

/** The search that needs no index, on the log in memory. */
class LogScanTest implements MessageSearchContract {
  private final Users users = new InMemoryUsers();
  private final InMemoryRooms rooms = new InMemoryRooms(users);
  private final MessageLog log = new InMemoryMessageLog(rooms, users);

  @Override
  public MessageSearch search() {
    return new LogScan(log);
  }

  @Override
  public MessageLog log() {
    return log;
  }

  @Override
  public Rooms rooms() {
    return rooms;
  }

  @Override
  public Users users() {
    return users;
  }
}
