package chat.adapter.web.socket;

import chat.application.message.DeleteMessageService;
import chat.application.message.EditMessageService;
import chat.application.message.FollowRoomService;
import chat.application.message.JoinRoomService;
import chat.application.message.Lanes;
import chat.application.message.ResumeRoomService;
import chat.application.message.SendMessage;
import chat.application.message.SendMessageService;
import chat.application.message.Written;
import chat.application.room.KnownRooms;
import chat.application.room.RoomAccess;
import chat.application.token.AuthenticateService;
import chat.domain.message.Content;
import chat.domain.message.Epoch;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.room.RoomId;
import chat.domain.token.Claims;
import chat.domain.token.TokenId;
import chat.domain.user.Identity;
import chat.testkit.StoreSwitch;
import chat.testkit.message.ForwardingMessageLog;
import chat.testkit.message.InMemoryMessageLog;
import chat.testkit.message.InMemoryRoomFeed;
import chat.testkit.presence.InMemoryPresence;
import chat.testkit.room.InMemoryRooms;
import chat.testkit.room.SampleRooms;
import chat.testkit.token.InMemoryRevokedTokens;
import chat.testkit.token.InMemoryTokenSigner;
import chat.testkit.user.InMemoryUsers;
import chat.testkit.user.SampleUsers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** The application itself, with its lanes, on adapters that keep everything in memory. */
final class RealChat implements AutoCloseable {
  static final Epoch EPOCH = new Epoch("e7");

  /** How many events somebody may be behind. */
  static final int FURTHEST = 100_000;

  private final StoreSwitch store = new StoreSwitch();
  private final InMemoryUsers users = new InMemoryUsers(store);
  private final InMemoryRooms rooms = new InMemoryRooms(users, store);
  private final LosingFeed feed;
  private final InMemoryTokenSigner signer = new InMemoryTokenSigner(Clock.systemUTC());
  private final CountingLog log = new CountingLog(new InMemoryMessageLog(rooms, users, store));
  private final FollowRoomService followers;
  private final Lanes lanes;
  private final Clock clock = Clock.systemUTC();

  RealChat() {
    this(new InMemoryRoomFeed());
  }

  RealChat(RoomFeed feed) {
    this.feed = new LosingFeed(feed);
    followers = new FollowRoomService(this.feed, log);
    lanes = new Lanes(log, this.feed, followers, 2, 10_000, 1 << 26);
  }

  SocketUseCases useCases() {
    var known = new KnownRooms(rooms);
    return new SocketUseCases(
        new AuthenticateService(signer, new InMemoryRevokedTokens(), users, () -> EPOCH),
        new RoomAccess(known),
        new JoinRoomService(new InMemoryPresence(followers), feed, clock),
        followers,
        new ResumeRoomService(log, () -> EPOCH, FURTHEST),
        new SendMessageService(known, lanes, clock),
        new EditMessageService(known, lanes, clock),
        new DeleteMessageService(known, lanes, clock));
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
                new TokenId("t" + who.id().value()),
                who,
                EPOCH,
                now,
                now.plus(Duration.ofHours(1))))
        .value();
  }

  Identity registered() {
    return SampleUsers.registered(users);
  }

  /** Says something as if by REST; returns when it is in the log. */
  void post(Identity author, RoomId room, String content) {
    var command = new SendMessage.Command(author, room, new Content(content), null);
    var outcome =
        new SendMessageService(new KnownRooms(rooms), lanes, clock)
            .send(command)
            .toCompletableFuture()
            .join();
    if (!(outcome instanceof Written.Done)) {
      throw new IllegalStateException(outcome.toString());
    }
  }

  /** Has everybody in the room told of the event, as by another server. */
  void publish(RoomEvent event) {
    feed.publish(event.room(), List.of(event));
  }

  /** From now on nobody is told of these, as with a broker that drops what it can't hold. */
  void loseFromTheFeed(Predicate<RoomEvent> lost) {
    feed.lost = lost;
  }

  void storeIsAway(boolean away) {
    if (away) {
      store.down();
    } else {
      store.up();
    }
  }

  /** How often what comes after a position, or a room's head, was read from the log. */
  int reads() {
    return log.reads.get();
  }

  @Override
  public void close() {
    lanes.close();
    followers.close();
  }

  private static final class CountingLog extends ForwardingMessageLog {
    private final AtomicInteger reads = new AtomicInteger();

    CountingLog(MessageLog log) {
      super(log);
    }

    @Override
    public long head(RoomId room) {
      reads.incrementAndGet();
      return super.head(room);
    }

    @Override
    public List<RoomEvent.Logged> after(RoomId room, long seq, int limit) {
      reads.incrementAndGet();
      return super.after(room, seq, limit);
    }
  }

  private static final class LosingFeed implements RoomFeed {
    private final RoomFeed feed;
    private volatile Predicate<RoomEvent> lost = event -> false;

    LosingFeed(RoomFeed feed) {
      this.feed = feed;
    }

    @Override
    public void publish(RoomId room, List<RoomEvent> events) {
      var told = events.stream().filter(lost.negate()).toList();
      if (!told.isEmpty()) {
        feed.publish(room, told);
      }
    }

    @Override
    public Subscription subscribe(RoomId room, Subscriber subscriber) {
      return feed.subscribe(room, subscriber);
    }
  }
}
