package chat.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.adapter.persistence.MySqlSettings;
import chat.adapter.persistence.MySqlStore;
import chat.adapter.persistence.presence.DatabasePresence;
import chat.adapter.persistence.presence.PresenceTables;
import chat.adapter.persistence.presence.Timings;
import chat.adapter.security.IcuNameSkeletons;
import chat.bootstrap.NodePresence;
import chat.bootstrap.Settings.Database;
import chat.bootstrap.Storage;
import chat.domain.StoreUnavailable;
import chat.domain.message.MessageLog;
import chat.domain.node.Notice;
import chat.domain.node.Notices;
import chat.domain.presence.Presence;
import chat.domain.presence.ServerVersion;
import chat.domain.room.RoomId;
import chat.domain.token.Claims;
import chat.domain.token.Revocation;
import chat.domain.token.RevokedTokens;
import chat.domain.token.TokenId;
import chat.domain.user.UserId;
import chat.testkit.message.ForwardingMessageLog;
import chat.testmysql.TestDatabase;
import chat.testnats.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers on one MySQL with a broker between them, that never find out by looking at the
 * database: what they know of each other the broker has told them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoServersOnNatsTest {
  private static final int CONNECTIONS = 12;

  private TestBroker broker;
  private TestServer server;
  private TestServer other;

  @BeforeAll
  void start(@TempDir Path here, @TempDir Path there) {
    broker = TestBroker.launch();
    var mysql = TestDatabase.shared();
    var database = new Database(mysql.createDatabase(), mysql.user(), mysql.password());
    server = TestServer.onNats(here, database, broker.url(), blind(database));
    other = TestServer.onNats(there, database, broker.url(), blind(database));
  }

  @AfterAll
  void stop() {
    server.close();
    other.close();
    broker.close();
  }

  private Caller here() {
    return new Caller(server.address()).register(RunningServer.unique("ann"));
  }

  private Caller there() {
    return new Caller(other.address()).register(RunningServer.unique("bob"));
  }

  @Test
  void what_both_store_is_on_every_socket_of_both_in_one_order_and_once() {
    int each = 60;
    var ann = here();
    var bob = there();
    long room = ann.openRoom(RunningServer.unique("broker"));
    try (var annPlain = RoomSocket.join(ann, room);
        var bobPlain = RoomSocket.join(bob, room);
        var annV1 = ProtocolSocket.joined(ann, room);
        var bobV1 = ProtocolSocket.joined(bob, room)) {
      int first = talkUntilHeard(ann, room, bobPlain);
      first += talkUntilHeard(bob, room, annPlain, first);
      var writing = CompletableFuture.runAsync(() -> say(ann, room, each));
      say(bob, room, each);
      writing.join();

      var all = LongStream.rangeClosed(1, first + 2L * each).boxed().toList();
      for (var plain : List.of(annPlain, bobPlain)) {
        plain.awaitContents(all.size());
        assertThat(plain.messages())
            .extracting(message -> message.path("seq").asLong())
            .isEqualTo(all);
      }
      for (var v1 : List.of(annV1, bobV1)) {
        assertThat(v1.nextSeqs(all.size())).isEqualTo(all);
      }
    }
  }

  @Test
  void a_logout_on_one_server_closes_the_sockets_on_the_other() throws Exception {
    var name = RunningServer.unique("ann");
    var phone = new Caller(server.address()).register(name);
    var desk = phone.logIn(name, "longenough");
    long room = phone.openRoom(RunningServer.unique("logout"));
    try (var phoneThere = RoomSocket.join(new Caller(other.address()).with(phone.token()), room);
        var deskThere = RoomSocket.open(new Caller(other.address()).with(desk.token()), room)) {
      phone.post("/api/logout");
      assertThat(phoneThere.awaitClosed())
          .isEqualTo(new RoomSocket.Closing(4401, "{\"reason\":\"token revoked\"}"));
      assertThat(deskThere.isOpen()).isTrue();

      desk.post("/api/logout/everywhere");
      assertThat(deskThere.awaitClosed().code()).isEqualTo(4401);
    }
  }

  @Test
  void who_joins_and_leaves_on_one_server_is_shown_on_the_other() {
    var bob = RunningServer.unique("bob");
    var carol = RunningServer.unique("carol");
    var ann = here();
    long room = ann.openRoom(RunningServer.unique("notices"));
    try (var annHere = RoomSocket.join(ann, room)) {
      try (var bobThere = RoomSocket.join(new Caller(other.address()).register(bob), room)) {
        awaitNotices(annHere, bob, 1);
        var carolHere = RoomSocket.join(new Caller(server.address()).register(carol), room);
        awaitNotices(bobThere, carol, 1);
        carolHere.close();
        awaitNotices(bobThere, carol, 2);
        assertThat(about(carol, bobThere)).containsExactly(joined(carol), left(carol));
      }
      awaitNotices(annHere, bob, 2);
      assertThat(about(bob, annHere)).containsExactly(joined(bob), left(bob));
    }
  }

  private static void awaitNotices(RoomSocket socket, String name, int count) {
    await().until(() -> about(name, socket).size() >= count);
  }

  private static List<String> about(String name, RoomSocket socket) {
    return socket.notices().stream().filter(notice -> notice.contains(name)).toList();
  }

  private static String joined(String name) {
    return "User " + name + " has joined the chat";
  }

  private static String left(String name) {
    return "User " + name + " has left the chat";
  }

  @Test
  void both_say_that_they_are_well() {
    for (var each : List.of(server, other)) {
      var health = new Caller(each.address()).get("/api/health");
      assertThat(health.status()).isEqualTo(200);
      assertThat(health.body().path("status").asText()).isEqualTo("ok");
    }
  }

  /**
   * Says something until the other server's subscription has reached the broker; what was said
   * before is mended when more arrives.
   *
   * @return how many messages that took
   */
  private static int talkUntilHeard(Caller who, long room, RoomSocket socket) {
    return talkUntilHeard(who, room, socket, 0);
  }

  private static int talkUntilHeard(Caller who, long room, RoomSocket socket, int before) {
    int[] said = {0};
    await()
        .until(
            () -> {
              who.say(room, "can you hear me?");
              said[0]++;
              return socket.messages().size() >= before + said[0];
            });
    return said[0];
  }

  private static void say(Caller who, long room, int count) {
    for (int i = 0; i < count; i++) {
      who.say(room, "message " + i);
    }
  }

  /** A storage in which nobody finds by looking what another server stored. */
  private static Storage blind(Database database) {
    var store =
        MySqlStore.open(
            new MySqlSettings(database.url(), database.user(), database.password(), CONNECTIONS),
            new IcuNameSkeletons());
    return new Storage(
        store.users(),
        store.rooms(),
        new WithoutHeads(store.messageLog()),
        store.epochs(),
        store.messageSearch(),
        new NoneAmong(store.revokedTokens()),
        store.condition(),
        (listener, notices) -> blind(store.presenceTables().orElseThrow(), listener, notices),
        true,
        2,
        store::close);
  }

  /** Looks at the other node only when that notifies it. */
  private static NodePresence blind(
      PresenceTables tables, Presence.Listener listener, Notices notices) {
    var hour = Duration.ofHours(1);
    var usual = Timings.DEFAULTS;
    var presence =
        new DatabasePresence(
            tables,
            listener,
            () -> notices.tell(new Notice.PresenceChanged()),
            new ServerVersion("0.1.0"),
            new Timings(hour, usual.soonest(), usual.renew(), hour, usual.write(), hour),
            System::nanoTime);
    return new NodePresence(presence, presence::start, presence::lookSoon, presence::close);
  }

  /** The backstop learns nothing from it. */
  private static final class WithoutHeads extends ForwardingMessageLog {
    WithoutHeads(MessageLog log) {
      super(log);
    }

    @Override
    public List<Head> heads(Set<RoomId> rooms) {
      throw new StoreUnavailable("nobody is to look here");
    }
  }

  /** Whoever looks for what was revoked finds nothing. */
  private record NoneAmong(RevokedTokens tokens) implements RevokedTokens {
    @Override
    public Set<TokenId> among(Set<TokenId> live) {
      return Set.of();
    }

    @Override
    public void add(Revocation revocation) {
      tokens.add(revocation);
    }

    @Override
    public void remember(Claims token) {
      tokens.remember(token);
    }

    @Override
    public Set<TokenId> addAllOf(UserId user, Instant revokedAt) {
      return tokens.addAllOf(user, revokedAt);
    }

    @Override
    public boolean contains(TokenId token) {
      return tokens.contains(token);
    }

    @Override
    public Optional<Instant> latestExpiry() {
      return tokens.latestExpiry();
    }

    @Override
    public int purge(Instant expiredBy) {
      return tokens.purge(expiredBy);
    }
  }
}
