package chat.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.adapter.web.limit.LimitSettings;
import chat.domain.StoreUnavailable;
import chat.domain.search.LogScan;
import chat.testkit.StoreSwitch;
import chat.testkit.message.InMemoryEpochs;
import chat.testkit.message.InMemoryMessageLog;
import chat.testkit.room.InMemoryRooms;
import chat.testkit.token.InMemoryRevokedTokens;
import chat.testkit.user.InMemoryUsers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatServerTest {
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  @TempDir private Path data;

  /** The first one opens and is away when something is read from it. */
  private Storage storage(boolean shared) {
    var store = new StoreSwitch();
    if (opened.incrementAndGet() == 1) {
      store.down();
    }
    var users = new InMemoryUsers(store);
    var rooms = new InMemoryRooms(users, store);
    var log = new InMemoryMessageLog(rooms, users, store);
    return new Storage(
        users,
        rooms,
        log,
        new InMemoryEpochs(store),
        new LogScan(log),
        new InMemoryRevokedTokens(store),
        Optional::empty,
        NodePresence.ALONE,
        shared,
        1,
        closed::incrementAndGet);
  }

  private Settings settings() {
    return new Settings(
        "127.0.0.1",
        0,
        data,
        null,
        null,
        new JwtSecret("x".repeat(JwtSecret.MIN_BYTES)),
        Duration.ofHours(1),
        4,
        6,
        false,
        List.of(),
        List.of(),
        Long.MAX_VALUE,
        Settings.Search.SCAN,
        LimitSettings.OFF,
        System.Logger.Level.WARNING);
  }

  @Test
  void a_database_server_that_goes_away_during_the_start_is_waited_for_again() {
    try (var server = ChatServer.start(settings(), () -> storage(true), Clock.systemUTC())) {
      assertThat(server.address().getPort()).isPositive();
      assertThat(opened).hasValue(2);
      assertThat(closed).hasValue(1);
    }
    assertThat(closed).hasValue(2);
  }

  @Test
  void an_embedded_database_that_is_away_ends_the_start() {
    assertThatThrownBy(() -> ChatServer.start(settings(), () -> storage(false), Clock.systemUTC()))
        .isInstanceOf(StoreUnavailable.class);
    assertThat(opened).hasValue(1);
    assertThat(closed).hasValue(1);
  }
}
