package chat.adapter.web.socket;

import chat.adapter.web.limit.LimitSettings;
import chat.adapter.web.limit.Limits;
import chat.application.message.DeleteMessageService;
import chat.application.message.EditMessageService;
import chat.application.message.FollowRoomService;
import chat.application.message.JoinRoomService;
import chat.application.message.Lanes;
import chat.application.message.ResumeRoomService;
import chat.application.message.SendMessageService;
import chat.application.room.FindRoomsService;
import chat.application.room.KnownRooms;
import chat.application.token.AuthenticateService;
import chat.domain.message.Epoch;
import chat.domain.room.RoomId;
import chat.domain.token.Claims;
import chat.domain.token.TokenId;
import chat.testkit.message.InMemoryMessageLog;
import chat.testkit.message.InMemoryRoomFeed;
import chat.testkit.room.InMemoryRooms;
import chat.testkit.room.SampleRooms;
import chat.testkit.token.InMemoryRevokedTokens;
import chat.testkit.token.InMemoryTokenSigner;
import chat.testkit.user.InMemoryUsers;
import chat.testkit.user.SampleUsers;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** The application itself, with its lanes, on adapters that keep everything in memory. */
final class RealChat implements AutoCloseable {
  private final InMemoryUsers users = new InMemoryUsers();
  private final InMemoryRooms rooms = new InMemoryRooms(users);
  private final InMemoryRoomFeed feed = new InMemoryRoomFeed();
  private final InMemoryTokenSigner signer = new InMemoryTokenSigner(Clock.systemUTC());
  private final InMemoryMessageLog log = new InMemoryMessageLog(rooms, users);
  private final Lanes lanes = new Lanes(log, feed, 2, 10_000);
  private final Clock clock = Clock.systemUTC();

  SocketEndpoint endpoint(SocketSettings settings) {
    var known = new KnownRooms(rooms);
    return new SocketEndpoint(
        settings,
        Set.of(),
        new Limits(LimitSettings.OFF),
        new OpenSockets(Clock.systemUTC()),
        new SocketUseCases(
            new AuthenticateService(signer, new InMemoryRevokedTokens(), users),
            new FindRoomsService(rooms, known),
            new JoinRoomService(known, feed, clock),
            new FollowRoomService(feed),
            new ResumeRoomService(log, new Epoch("e7"), 1_000),
            new SendMessageService(known, lanes, clock),
            new EditMessageService(known, lanes, clock),
            new DeleteMessageService(known, lanes, clock)));
  }

  /** Opens a room. */
  RoomId room() {
    return SampleRooms.opened(rooms, SampleUsers.registered(users).id()).id();
  }

  /** Registers a user and logs in. */
  String token() {
    var now = Clock.systemUTC().instant();
    var who = SampleUsers.registered(users);
    return signer
        .sign(
            new Claims(
                new TokenId("t" + who.id().value()), who, now, now.plus(Duration.ofHours(1))))
        .value();
  }

  @Override
  public void close() {
    lanes.close();
  }
}
