package chat.benchmarks.server;

import chat.adapter.web.limit.LimitSettings;
import chat.bootstrap.ChatServer;
import chat.bootstrap.JwtSecret;
import chat.bootstrap.NodePresence;
import chat.bootstrap.Settings;
import chat.bootstrap.Storage;
import chat.domain.search.LogScan;
import chat.domain.user.Password;
import chat.testkit.message.InMemoryEpochs;
import chat.testkit.message.InMemoryMessageLog;
import chat.testkit.room.InMemoryRooms;
import chat.testkit.token.InMemoryRevokedTokens;
import chat.testkit.user.InMemoryUsers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The whole server on stores in memory, which forget everything: what it costs by itself. */
public final class InMemoryServer {
  private static final int BCRYPT_COST = 4;
  private static final int WRITERS = 1;

  private InMemoryServer() {}

  /** Runs until it is killed. */
  public static void main(String[] args) throws InterruptedException {
    var settings =
        new Settings(
            "127.0.0.1",
            0,
            Path.of("."),
            null,
            null,
            new JwtSecret("x".repeat(JwtSecret.MIN_BYTES)),
            Duration.ofHours(1),
            Integer.parseInt(
                System.getenv().getOrDefault("CHAT_BCRYPT_COST", Integer.toString(BCRYPT_COST))),
            Password.MIN_CHARACTERS,
            false,
            List.of(),
            List.of(),
            Long.MAX_VALUE,
            Settings.Search.SCAN,
            LimitSettings.OFF,
            System.Logger.Level.WARNING);
    try (var server = ChatServer.start(settings, storage())) {
      System.out.println("ready: " + server.address().getPort());
      new CountDownLatch(1).await();
    }
  }

  private static Storage storage() {
    var users = new InMemoryUsers();
    var rooms = new InMemoryRooms(users);
    var log = new InMemoryMessageLog(rooms, users);
    return new Storage(
        users,
        rooms,
        log,
        new InMemoryEpochs(),
        new LogScan(log),
        new InMemoryRevokedTokens(),
        Optional::empty,
        NodePresence.ALONE,
        false,
        WRITERS,
        () -> {});
  }
}
