package chat.bootstrap;

import chat.adapter.feed.message.InProcessRoomFeed;
import chat.adapter.feed.node.SilentNotices;
import chat.adapter.nats.BrokerLink;
import chat.adapter.nats.CannotReachBroker;
import chat.adapter.nats.Envelope;
import chat.adapter.nats.NatsSettings;
import chat.adapter.nats.message.NatsRoomFeed;
import chat.adapter.nats.node.NatsNotices;
import chat.adapter.search.lucene.LuceneIndex;
import chat.adapter.search.lucene.LuceneMessageSearch;
import chat.adapter.security.IcuNameSkeletons;
import chat.adapter.security.token.JwtTokenSigner;
import chat.adapter.security.user.BcryptPasswordHasher;
import chat.adapter.security.user.ZxcvbnCommonPasswords;
import chat.adapter.web.UseCases;
import chat.adapter.web.WebServer;
import chat.adapter.web.WebSettings;
import chat.adapter.web.socket.OpenSockets;
import chat.adapter.web.socket.connection.SocketSettings;
import chat.application.SearchPool;
import chat.application.epoch.CurrentEpoch;
import chat.application.epoch.NoticeNewEpochService;
import chat.application.health.CheckHealthService;
import chat.application.log.LogFollower;
import chat.application.message.Backstop;
import chat.application.message.DeleteMessageService;
import chat.application.message.EditMessageService;
import chat.application.message.FollowRoomService;
import chat.application.message.JoinRoomService;
import chat.application.message.Lanes;
import chat.application.message.ReadHistoryService;
import chat.application.message.ResumeRoomService;
import chat.application.message.SendMessageService;
import chat.application.node.HearNoticesService;
import chat.application.node.SessionsEverywhere;
import chat.application.room.FindRoomsService;
import chat.application.room.KnownRooms;
import chat.application.room.OpenRoomService;
import chat.application.room.RoomAccess;
import chat.application.search.RoomSearchService;
import chat.application.search.SearchMessagesService;
import chat.application.token.AuthenticateService;
import chat.application.token.EndRevokedSessionsService;
import chat.application.token.LogInService;
import chat.application.token.LogOutEverywhereService;
import chat.application.token.PurgeRevokedTokensService;
import chat.application.token.RevokeTokenService;
import chat.application.user.FindUserService;
import chat.application.user.PasswordPool;
import chat.application.user.RegisterUserService;
import chat.domain.StoreUnavailable;
import chat.domain.message.RoomFeed;
import chat.domain.node.Notices;
import chat.domain.user.PasswordRules;
import chat.domain.user.ReservedNames;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A running server: which adapters are in which ports, and in what order they start and stop. Safe
 * to close from any thread.
 */
public final class ChatServer implements AutoCloseable {
  /** Drafts that may wait in a lane: some tenths of a second of work on either store. */
  private static final int LANE_CAPACITY = 4_096;

  /** What the drafts of all lanes may take: as many as that, unless they are long. */
  private static final long LANE_BYTES =
      Math.max(1 << 22, Math.min(Runtime.getRuntime().maxMemory() / 16, 1 << 26));

  /** Passwords that may wait; the last of them waits some seconds. */
  private static final int WAITING_PASSWORDS = 64;

  /** Searches that may wait, in all and of one user, and how long: clients give up sooner. */
  private static final int WAITING_SEARCHES = 256;

  private static final int WAITING_SEARCHES_OF_EACH = 16;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  /** What all steps of one search may take together. */
  private static final Duration LONGEST_SEARCH = Duration.ofSeconds(2);

  private static final System.Logger LOG = System.getLogger(ChatServer.class.getName());

  private final Settings settings;
  private final Storage storage;
  private final @Nullable BrokerLink link;
  private final SearchPool searches;
  private final PasswordPool passwords;
  private final Lanes lanes;
  private final FollowRoomService followers;
  private final @Nullable Backstop backstop;
  private final NodePresence presence;
  private final Housekeeping housekeeping;
  private final WebServer web;
  private final @Nullable LogFollower follower;
  private boolean closed;

  private ChatServer(Settings settings, Storage storage, @Nullable BrokerLink link, Clock clock) {
    this.settings = settings;
    this.storage = storage;
    this.link = link;
    // Before anything that has threads: the store may be gone again.
    var epoch = new CurrentEpoch(storage.epochs());
    var secret = secret(settings);
    var signer = new JwtTokenSigner(secret.bytes(), clock);
    var hasher = new BcryptPasswordHasher(settings.bcryptCost());
    RoomFeed feed = new InProcessRoomFeed();
    Notices notices = new SilentNotices();
    var broker = settings.broker();
    if (link != null && broker != null) {
      var envelope = new Envelope(secret.bytes(), epoch);
      feed = new NatsRoomFeed(feed, link, envelope, broker.subject());
      notices = new NatsNotices(link, envelope, broker.subject());
    }
    RoomFeed published = feed;
    var messageSearch = storage.messageSearch();
    if (settings.search() == Settings.Search.INDEX) {
      var index = LuceneIndex.in(settings.searchDirectory());
      follower = LogFollower.of(index, storage.messageLog(), storage.epochs());
      published = follower.following(feed);
      messageSearch = LuceneMessageSearch.of(index, storage.messageLog(), follower);
    } else {
      follower = null;
    }
    var sockets = new OpenSockets(clock);
    var everywhere = new SessionsEverywhere(sockets, notices);
    var knownRooms = new KnownRooms(storage.rooms());
    var roomAccess = new RoomAccess(knownRooms);
    searches =
        new SearchPool(
            new SearchPool.Bounds(
                searchThreads(),
                WAITING_SEARCHES,
                WAITING_SEARCHES_OF_EACH,
                LONGEST_WAIT,
                LONGEST_SEARCH));
    passwords = new PasswordPool(passwordThreads(), WAITING_PASSWORDS);
    followers = new FollowRoomService(feed, storage.messageLog());
    presence = storage.presence().of(followers, notices);
    notices.listen(new HearNoticesService(sockets, presence.lookSoon()));
    backstop = storage.shared() ? new Backstop(followers, storage.messageLog()) : null;
    lanes =
        new Lanes(
            storage.messageLog(),
            published,
            followers,
            storage.writers(),
            LANE_CAPACITY,
            LANE_BYTES);
    housekeeping =
        new Housekeeping(
            new PurgeRevokedTokensService(
                storage.revokedTokens(), clock, System::nanoTime, settings.tokenLifetime()),
            new EndRevokedSessionsService(sockets, storage.revokedTokens()),
            new NoticeNewEpochService(epoch, knownRooms, followers, sockets));
    web =
        new WebServer(
            new WebSettings(
                settings.host(),
                settings.port(),
                Set.copyOf(settings.allowedOrigins()),
                Set.copyOf(settings.allowedHosts()),
                Version.current(),
                SocketSettings.DEFAULTS,
                settings.limits()),
            sockets,
            new UseCases(
                new RegisterUserService(
                    storage.users(),
                    new ReservedNames(new IcuNameSkeletons()),
                    new PasswordRules(
                        settings.passwordMinimum(),
                        settings.refusesCommonPasswords() ? new ZxcvbnCommonPasswords() : null),
                    hasher,
                    passwords,
                    clock),
                new FindUserService(storage.users()),
                new LogInService(
                    storage.users(),
                    hasher,
                    signer,
                    storage.revokedTokens(),
                    epoch,
                    passwords,
                    clock,
                    settings.tokenLifetime()),
                new AuthenticateService(signer, storage.revokedTokens(), storage.users(), epoch),
                new RevokeTokenService(storage.revokedTokens(), everywhere, clock),
                new LogOutEverywhereService(storage.revokedTokens(), everywhere, clock),
                new OpenRoomService(storage.rooms(), clock),
                new FindRoomsService(storage.rooms(), searches),
                roomAccess,
                new JoinRoomService(presence.port(), feed, clock),
                followers,
                new ResumeRoomService(storage.messageLog(), epoch, settings.resumeEvents()),
                new SendMessageService(knownRooms, lanes, clock),
                new EditMessageService(knownRooms, lanes, clock),
                new DeleteMessageService(knownRooms, lanes, clock),
                new ReadHistoryService(
                    storage.messageLog(),
                    new RoomSearchService(roomAccess, messageSearch, searches)),
                new SearchMessagesService(roomAccess, storage.rooms(), messageSearch, searches),
                new CheckHealthService(
                    storage.rooms(), storage.condition(), messageSearch, notices)));
  }

  /**
   * Returns when clients may come. While a database server is away this waits, also for one that
   * goes away meanwhile; an interrupt ends that with {@link StoreUnavailable}.
   *
   * @throws StartFailure when it can't start; everything that was opened is closed again
   */
  public static ChatServer start(Settings settings) {
    return start(settings, Clock.systemUTC());
  }

  /** The same by a clock of the caller's choice. */
  public static ChatServer start(Settings settings, Clock clock) {
    return start(settings, () -> Storage.open(settings), clock);
  }

  static ChatServer start(Settings settings, Supplier<Storage> storages, Clock clock) {
    while (true) {
      var storage = storages.get();
      try {
        return start(settings, storage, clock);
      } catch (StoreUnavailable away) {
        if (!storage.shared() || Thread.currentThread().isInterrupted()) {
          throw away;
        }
        LOG.log(
            System.Logger.Level.INFO,
            "Starting over, because the database went away: {0}",
            away.getMessage());
      }
    }
  }

  /**
   * The same on a storage of the caller's choice, which is closed with the server, and also when it
   * can't start.
   */
  public static ChatServer start(Settings settings, Storage storage) {
    return start(settings, storage, Clock.systemUTC());
  }

  private static ChatServer start(Settings settings, Storage storage, Clock clock) {
    @Nullable BrokerLink link = null;
    try {
      link = link(settings.broker());
      var server = new ChatServer(settings, storage, link, clock);
      try {
        // Before anybody comes, so that the first of them sees who is on other nodes.
        server.presence.start().run();
        server.web.start();
        server.housekeeping.start();
        if (server.backstop != null) {
          server.backstop.start();
        }
        if (server.follower != null) {
          // Last: the index is opened and read beside what clients ask from now on.
          server.follower.start();
        }
        return server;
      } catch (RuntimeException e) {
        server.stopWork();
        throw e;
      }
    } catch (RuntimeException e) {
      if (link != null) {
        link.close();
      }
      storage.close();
      throw e;
    }
  }

  private static @Nullable BrokerLink link(Settings.@Nullable Broker broker) {
    if (broker == null) {
      return null;
    }
    NatsSettings.@Nullable Login login = null;
    if (broker.token() != null) {
      login = new NatsSettings.Token(broker.token());
    } else if (broker.user() != null && broker.password() != null) {
      login = new NatsSettings.Password(broker.user(), broker.password());
    }
    try {
      return BrokerLink.open(new NatsSettings(broker.servers(), login, null));
    } catch (CannotReachBroker e) {
      throw new WrongSetting(
          Setting.NATS_URL, "can't be used: " + OneLine.of(String.valueOf(e.getMessage())));
    }
  }

  private static JwtSecret secret(Settings settings) {
    var given = settings.jwtSecret();
    return given == null ? SecretFile.in(settings.dataDirectory()).secret() : given;
  }

  /** Half the processors: the rest of the server keeps the others however many people log in. */
  private static int passwordThreads() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  /** At least two, so that a long search of one user delays no other's. */
  private static int searchThreads() {
    return Math.max(2, Runtime.getRuntime().availableProcessors() / 2);
  }

  /** Where a client on this machine finds it. */
  public URI address() {
    return Settings.localUri(settings.host(), web.port(), "");
  }

  /**
   * Drains: takes no new work, commits and answers what was accepted, tells every socket to come
   * back later, and lets go of the store. Idempotent.
   */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      stopWork();
      storage.close();
    }
  }

  private void stopWork() {
    housekeeping.close();
    if (backstop != null) {
      backstop.close();
    }
    web.refuseNewWork();
    // The lanes before the sockets, so that a message's sender hears of it on the same connection.
    searches.close();
    passwords.close();
    lanes.close();
    web.close();
    // Once nobody is here any more, and while there is a store to say goodbye in.
    presence.close().run();
    if (link != null) {
      link.close();
    }
    followers.close();
    if (follower != null) {
      follower.close();
    }
  }
}
