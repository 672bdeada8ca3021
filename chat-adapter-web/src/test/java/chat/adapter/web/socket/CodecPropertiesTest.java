package chat.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.adapter.web.contract.AsyncApi;
import chat.adapter.web.limit.LimitSettings;
import chat.adapter.web.limit.Limits;
import chat.adapter.web.socket.connection.AlmostFrames;
import chat.adapter.web.socket.connection.Connection;
import chat.adapter.web.socket.connection.SocketSettings;
import chat.adapter.web.socket.fanout.Hub;
import chat.adapter.web.socket.wire.ParsedClient;
import chat.adapter.web.socket.wire.RecordingSocket;
import chat.application.room.ReadableRoom;
import chat.domain.room.RoomId;
import chat.domain.token.Claims;
import chat.domain.token.SignedToken;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Any bytes in: an answer or a close out, and never an exception past the endpoint. */
class CodecPropertiesTest {
  private static final int MAX_FRAME_BYTES = 300;
  private static final AsyncApi V1 = AsyncApi.published(AsyncApi.Channel.MANY);
  private static final AsyncApi PLAIN = AsyncApi.published();

  private static @Nullable RealChat chat;
  private static @Nullable Endpoint endpoint;
  private static final ExecutorService loop = Executors.newSingleThreadExecutor();
  private static @Nullable Hub hub;

  @BeforeContainer
  static void open() {
    chat = new RealChat();
    var defaults = SocketSettings.DEFAULTS;
    endpoint =
        new Endpoint(
            new SocketSettings(
                MAX_FRAME_BYTES,
                defaults.mailboxBytes(),
                defaults.heartbeat(),
                defaults.fanOutEvents(),
                defaults.unfinishedSends(),
                defaults.budgetBytes(),
                defaults.writePatience(),
                defaults.closePatience()),
            new Limits(LimitSettings.OFF),
            new OpenSockets(Clock.systemUTC()),
            chat.useCases());
    endpoint.start();
    hub = endpoint.newHub(loop);
  }

  @AfterContainer
  static void close() throws InterruptedException {
    opened(endpoint).close();
    loop.shutdownNow();
    opened(chat).close();
  }

  private static ReadableRoom readable(Claims claims, RoomId room) {
    return opened(endpoint).useCases().roomAccess().readable(claims.who(), room).orElseThrow();
  }

  private static <T> T opened(@Nullable T one) {
    if (one == null) {
      throw new IllegalStateException("not open");
    }
    return one;
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    return Arbitraries.oneOf(
        AlmostFrames.any().map(text -> text.getBytes(StandardCharsets.UTF_8)),
        Arbitraries.strings().ofMaxLength(60).map(text -> text.getBytes(StandardCharsets.UTF_8)),
        Arbitraries.bytes().array(byte[].class).ofMaxSize(2 * MAX_FRAME_BYTES));
  }

  @Property(tries = 300)
  void any_bytes_in_any_pieces_get_what_the_contract_says(
      @ForAll("bytes") byte[] bytes, @ForAll boolean v1, @ForAll("cuts") List<Integer> cuts) {
    var room = opened(chat).room();
    var claims =
        opened(endpoint)
            .useCases()
            .authenticate()
            .authenticate(new SignedToken(opened(chat).token()))
            .orElseThrow();
    var socket = new RecordingSocket();
    var connection =
        v1
            ? opened(endpoint).v1(room, claims, socket, opened(hub))
            : opened(endpoint).plain(readable(claims, room), claims, socket, opened(hub));
    connection.opened();
    feed(connection, bytes, cuts);
    if (socket.closes().isEmpty()) {
      drain(connection, socket);
    }
    // Whatever it was, the next one is heard, if the socket wasn't closed.
    feed(
        connection,
        "{\"type\":\"ping\",\"content\":\"still here\"}".getBytes(StandardCharsets.UTF_8),
        List.of());
    var contract = v1 ? V1 : PLAIN;
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              drain(connection, socket);
              return !connection.isOpen()
                  || socket.texts().stream()
                      .anyMatch(text -> text.contains("still here") || text.contains("pong"));
            });
    socket.texts().forEach(contract::checkReceived);
    for (var close : socket.closes()) {
      contract.checkClosed(Integer.parseInt(close.substring(0, 4)), close.substring(5));
    }
    assertThat(socket.overlapped()).isFalse();
    connection.gone();
    assertThat(socket.texts()).noneMatch(text -> text.contains("internal"));
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(0, 2 * MAX_FRAME_BYTES).list().ofMaxSize(4);
  }

  /** As frames on the wire, so that the parser refuses what the connection never sees. */
  private static void feed(Connection connection, byte[] bytes, List<Integer> cuts) {
    var client = new ParsedClient(connection, MAX_FRAME_BYTES);
    int from = 0;
    boolean first = true;
    for (int cut : cuts.stream().sorted().toList()) {
      int to = Math.min(cut, bytes.length);
      client.sends(frame(first, false, Arrays.copyOfRange(bytes, from, to)));
      first = false;
      from = to;
    }
    client.sends(frame(first, true, Arrays.copyOfRange(bytes, from, bytes.length)));
  }

  private static byte[] frame(boolean first, boolean last, byte[] payload) {
    return RawClient.frame(last, first ? RawClient.TEXT : RawClient.CONTINUATION, payload);
  }

  private static void drain(Connection connection, RecordingSocket socket) {
    while (socket.end()) {
      connection.mailbox().written();
    }
  }
}
