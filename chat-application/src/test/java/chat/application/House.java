package chat.application;

import chat.application.room.KnownRooms;
import chat.application.room.RoomAccess;
import chat.domain.message.Appended;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Draft;
import chat.domain.room.NewRoom;
import chat.domain.room.RoomId;
import chat.domain.room.RoomName;
import chat.domain.room.Rooms;
import chat.domain.search.LogScan;
import chat.domain.user.Identity;
import chat.domain.user.NewUser;
import chat.domain.user.PasswordHash;
import chat.domain.user.Username;
import chat.domain.user.Users;
import chat.testkit.StoreSwitch;
import chat.testkit.message.InMemoryMessageLog;
import chat.testkit.room.InMemoryRooms;
import chat.testkit.token.InMemoryLiveSessions;
import chat.testkit.token.InMemoryRevokedTokens;
import chat.testkit.token.InMemoryTokenSigner;
import chat.testkit.user.InMemoryUsers;
import chat.testkit.user.PlainPasswordHasher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Everything that the use cases stand on, in memory. */
public final class House {
  public final Clock clock =
      Clock.fixed(Instant.parse("2026-05-01T10:00:00.123456Z"), ZoneOffset.UTC);
  public final StoreSwitch store = new StoreSwitch();
  public final Users users = new InMemoryUsers(store);
  public final PlainPasswordHasher hasher = new PlainPasswordHasher();
  public final InMemoryRooms rooms = new InMemoryRooms(users, store);
  public final InMemoryMessageLog log = new InMemoryMessageLog(rooms, users, store);
  public final LogScan search = new LogScan(log);
  public final InMemoryRevokedTokens revoked = new InMemoryRevokedTokens(store);
  public final InMemoryLiveSessions sessions = new InMemoryLiveSessions(clock);
  public final InMemoryTokenSigner signer = new InMemoryTokenSigner(clock);

  /** Threads that end by themselves. */
  public final SearchPool searches =
      new SearchPool(
          new SearchPool.Bounds(2, 100, 100, Duration.ofMinutes(1), Duration.ofMinutes(1)));

  /** Others, in which a search may take two seconds by that clock. */
  public static SearchPool searches(LongSupplier nanoTime) {
    var minute = Duration.ofMinutes(1);
    var bounds = new SearchPool.Bounds(2, 100, 100, minute, Duration.ofSeconds(2));
    return new SearchPool(bounds, nanoTime);
  }

  /** Somebody who is registered. */
  public Identity user(String name) {
    var added =
        users.add(
            new NewUser(new Username(name), null, new PasswordHash("unused"), clock.instant()));
    return ((Users.Addition.Added) added).user().identity();
  }

  public RoomId room(Identity creator, String name) {
    var opened = rooms.open(new NewRoom(new RoomName(name), creator.id(), clock.instant()));
    return ((Rooms.Opening.Opened) opened).room().id();
  }

  /** Which remembers nothing yet. */
  public RoomAccess access() {
    return new RoomAccess(new KnownRooms(rooms));
  }

  public void say(Identity author, RoomId room, String... contents) {
    for (var content : contents) {
      var clientId = new ClientId(UUID.randomUUID().toString());
      var draft = new Draft.Post(room, author, new Content(content), clientId, clock.instant());
      if (!(log.append(List.of(draft)).get(0) instanceof Appended.Stored)) {
        throw new IllegalStateException("not stored: " + draft);
      }
    }
  }
}
