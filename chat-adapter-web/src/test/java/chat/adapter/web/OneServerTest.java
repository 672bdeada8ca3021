package chat.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.adapter.web.contract.AsyncApi;
import chat.adapter.web.contract.OpenApi;
import chat.adapter.web.limit.LimitSettings;
import chat.adapter.web.socket.OpenSockets;
import chat.adapter.web.socket.connection.SocketSettings;
import chat.application.SearchPool;
import chat.application.health.CheckHealthService;
import chat.application.message.DeleteMessageService;
import chat.application.message.EditMessageService;
import chat.application.message.FollowRoomService;
import chat.application.message.JoinRoomService;
import chat.application.message.Lanes;
import chat.application.message.ReadHistoryService;
import chat.application.message.ResumeRoomService;
import chat.application.message.SendMessageService;
import chat.application.room.FindRoomsService;
import chat.application.room.KnownRooms;
import chat.application.room.OpenRoomService;
import chat.application.room.RoomAccess;
import chat.application.search.RoomSearchService;
import chat.application.search.SearchMessagesService;
import chat.application.token.AuthenticateService;
import chat.application.token.LogInService;
import chat.application.token.LogOutEverywhereService;
import chat.application.token.RevokeTokenService;
import chat.application.user.FindUserService;
import chat.application.user.PasswordPool;
import chat.application.user.RegisterUserService;
import chat.domain.message.Epoch;
import chat.domain.search.LogScan;
import chat.domain.user.PasswordRules;
import chat.domain.user.ReservedNames;
import chat.testkit.PlainNameSkeletons;
import chat.testkit.message.InMemoryMessageLog;
import chat.testkit.message.InMemoryRoomFeed;
import chat.testkit.node.InMemoryNotices;
import chat.testkit.presence.InMemoryPresence;
import chat.testkit.room.InMemoryRooms;
import chat.testkit.token.InMemoryRevokedTokens;
import chat.testkit.token.InMemoryTokenSigner;
import chat.testkit.user.InMemoryUsers;
import chat.testkit.user.PlainPasswordHasher;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** REST and sockets in one server on one port, before the use cases themselves. */
class OneServerTest {
  private static final AsyncApi FRAMES = AsyncApi.published();

  private final Clock clock = Clock.systemUTC();
  private final InMemoryUsers users = new InMemoryUsers();
  private final InMemoryRooms rooms = new InMemoryRooms(users);
  private final InMemoryMessageLog log = new InMemoryMessageLog(rooms, users);
  private final InMemoryRoomFeed feed = new InMemoryRoomFeed();
  private final PasswordPool passwords = new PasswordPool(1, 100);
  private final SearchPool searches =
      new SearchPool(
          new SearchPool.Bounds(2, 10, 10, Duration.ofMinutes(1), Duration.ofMinutes(1)));
  private final FollowRoomService followers = new FollowRoomService(feed, log);
  private final Lanes lanes = new Lanes(log, feed, followers, 1, 100, 1 << 20);
  private final WebServer server = server();

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.refuseNewWork();
    passwords.close();
    searches.close();
    lanes.close();
    server.close();
    followers.close();
  }

  @Test
  void what_is_posted_by_rest_reaches_the_sockets_and_the_other_way_round() throws Exception {
    var token = client().loggedIn("alice");
    client().post("/api/chat/rooms", token, "{\"name\":\"general\"}");
    var received = new CopyOnWriteArrayList<String>();
    var socket = open(token, received);
    await().until(() -> received.size() == 1);

    client().post("/api/chat/rooms/1/messages", token, "{\"content\":\"from REST\"}");
    socket.sendText("{\"content\":\"from a socket\"}", true).get(5, TimeUnit.SECONDS);
    await().until(() -> received.size() == 3);

    assertThat(received.get(0)).contains("User alice has joined the chat");
    assertThat(received.get(1)).contains("\"from REST\"").contains("\"seq\":1");
    assertThat(received.get(2)).contains("\"from a socket\"").contains("\"seq\":2");
    assertThat(client().get("/api/chat/rooms/1/messages", token).text())
        .contains("from a socket", "from REST");
  }

  @Test
  void a_handshake_that_is_refused_tells_browsers_to_be_careful_as_well() {
    var raw =
        RawHttp.send(
            server.port(),
            """
            GET /ws/1?token=bad HTTP/1.1
            Host: x
            Connection: Upgrade, close
            Upgrade: websocket
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

            """
                .replace("\n", "\r\n"));

    assertThat(raw.status()).isEqualTo(403);
    OpenApi.published().checkProblem(raw.status(), raw.headers(), raw.body());
    assertThat(raw.headers())
        .containsEntry("X-Content-Type-Options", List.of("nosniff"))
        .doesNotContainKey("Set-Cookie")
        .doesNotContainKey("Server");
  }

  @Test
  void after_logging_out_no_socket_opens() {
    var token = client().loggedIn("alice");
    client().post("/api/chat/rooms", token, "{\"name\":\"general\"}");
    client().post("/api/logout", token, "");

    assertThat(CompletableFuture.supplyAsync(() -> opened(token)))
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableOfType(ExecutionException.class)
        .havingRootCause()
        .withMessageContaining("403");
  }

  @Test
  void logging_out_closes_the_sockets_of_that_token_and_no_others() throws Exception {
    var phone = client().loggedIn("alice");
    var desk = client().loggedIn("bob");
    client().post("/api/chat/rooms", phone, "{\"name\":\"general\"}");
    var onPhone = new CopyOnWriteArrayList<String>();
    var onTablet = new CopyOnWriteArrayList<String>();
    var onDesk = new CopyOnWriteArrayList<String>();
    open(phone, onPhone);
    open(phone, onTablet);
    open(desk, onDesk);
    await().until(() -> !onPhone.isEmpty() && !onTablet.isEmpty() && !onDesk.isEmpty());

    client().post("/api/logout", phone, "");

    for (var received : List.of(onPhone, onTablet)) {
      await()
          .atMost(Duration.ofSeconds(3))
          .untilAsserted(
              () ->
                  assertThat(received)
                      .last()
                      .isEqualTo("closed 4401 {\"reason\":\"token revoked\"}"));
    }
    client().post("/api/chat/rooms/1/messages", desk, "{\"content\":\"still here\"}");
    await().untilAsserted(() -> assertThat(onDesk).last().asString().contains("still here"));
    assertThat(onPhone).noneMatch(frame -> frame.contains("still here"));
  }

  @Test
  void stopping_closes_the_sockets_with_the_code_for_coming_back() throws Exception {
    var token = client().loggedIn("alice");
    client().post("/api/chat/rooms", token, "{\"name\":\"general\"}");
    var received = new CopyOnWriteArrayList<String>();
    open(token, received);
    await().until(() -> received.size() == 1);

    server.refuseNewWork();
    lanes.close();
    server.close();

    await().untilAsserted(() -> assertThat(received).last().asString().startsWith("closed 1012"));
  }

  private Client client() {
    return new Client(server.port());
  }

  private WebSocket opened(String token) {
    return open(token, new CopyOnWriteArrayList<>());
  }

  private WebSocket open(String token, List<String> received) {
    var address =
        "ws://127.0.0.1:%d/ws/1?token=%s"
            .formatted(server.port(), URLEncoder.encode(token, StandardCharsets.UTF_8));
    var listener =
        new WebSocket.Listener() {
          private final StringBuilder message = new StringBuilder();

          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
              FRAMES.checkReceived(message.toString());
              received.add(message.toString());
              message.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
          }

          @Override
          public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            received.add("closed " + code + " " + reason);
            return CompletableFuture.completedStage(null);
          }
        };
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(URI.create(address), listener)
        .join();
  }

  private WebServer server() {
    var known = new KnownRooms(rooms);
    var access = new RoomAccess(known);
    var signer = new InMemoryTokenSigner(clock);
    var revoked = new InMemoryRevokedTokens();
    var sockets = new OpenSockets(clock);
    var hasher = new PlainPasswordHasher();
    var useCases =
        new UseCases(
            new RegisterUserService(
                users,
                new ReservedNames(new PlainNameSkeletons()),
                new PasswordRules(6, null),
                hasher,
                passwords,
                clock),
            new FindUserService(users),
            new LogInService(
                users,
                hasher,
                signer,
                revoked,
                () -> new Epoch("e7"),
                passwords,
                clock,
                Duration.ofHours(1)),
            new AuthenticateService(signer, revoked, users, () -> new Epoch("e7")),
            new RevokeTokenService(revoked, sockets, clock),
            new LogOutEverywhereService(revoked, sockets, clock),
            new OpenRoomService(rooms, clock),
            new FindRoomsService(rooms, searches),
            access,
            new JoinRoomService(new InMemoryPresence(followers), feed, clock),
            followers,
            new ResumeRoomService(log, () -> new Epoch("e7"), 1_000),
            new SendMessageService(known, lanes, clock),
            new EditMessageService(known, lanes, clock),
            new DeleteMessageService(known, lanes, clock),
            new ReadHistoryService(log, new RoomSearchService(access, new LogScan(log), searches)),
            new SearchMessagesService(access, rooms, new LogScan(log), searches),
            new CheckHealthService(
                rooms, Optional::empty, new LogScan(log), InMemoryNotices.alone()));
    return new WebServer(
        new WebSettings(
            "127.0.0.1",
            0,
            Set.of(),
            Set.of(),
            "1.2.3",
            SocketSettings.DEFAULTS,
            LimitSettings.DEFAULTS),
        sockets,
        useCases);
  }
}
