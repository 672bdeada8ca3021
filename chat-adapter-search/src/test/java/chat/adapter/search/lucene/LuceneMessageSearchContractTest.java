package chat.adapter.search.lucene;

import chat.domain.message.MessageLog;
import chat.domain.room.Rooms;
import chat.domain.search.MessageSearch;
import chat.domain.user.Users;
import chat.testkit.message.InMemoryEpochs;
import chat.testkit.message.InMemoryMessageLog;
import chat.testkit.room.InMemoryRooms;
import chat.testkit.search.MessageSearchContract;
import chat.testkit.user.InMemoryUsers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class LuceneMessageSearchContractTest implements MessageSearchContract {
  private final Users users = new InMemoryUsers();
  private final InMemoryRooms rooms = new InMemoryRooms(users);
  private final MessageLog stored = new InMemoryMessageLog(rooms, users);
  @TempDir private Path directory;
  private FollowedIndex search;
  private MessageLog log;

  @BeforeEach
  void open() {
    search = FollowedIndex.in(directory.resolve("search"), stored, new InMemoryEpochs());
    search.start();
    log = search.publishing(stored);
  }

  @AfterEach
  void close() {
    search.close();
  }

  @Override
  public MessageSearch search() {
    return search;
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
