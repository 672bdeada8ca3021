package chat.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.adapter.web.contract.AsyncApi;
import chat.adapter.web.limit.LimitSettings;
import chat.adapter.web.limit.Limits;
import chat.domain.room.RoomId;
import chat.domain.token.SignedToken;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
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
                defaults.writePatience()),
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

  private static <T> T opened(@Nullable T one) {
    if (one == null) {
      throw new IllegalStateException("not open");
    }
    return one;
  }

  @Provide
  Arbitrary<String> almostFrames() {
    var names =
        Arbitraries.of(
            "type", "room_id", "after_seq", "epoch", "client_id", "content", "id", "token", "x");
    var values =
        Arbitraries.oneOf(
            Arbitraries.of("join", "leave", "send", "edit", "delete", "typing", "ping", "auth")
                .map(type -> "\"" + type + "\""),
            Arbitraries.longs().map(String::valueOf),
            Arbitraries.integers().between(0, 3).map(String::valueOf),
            Arbitraries.of(
                "null", "true", "1.5", "[]", "{\"type\":\"ping\"}", "1e400", "\"\\u0000\""),
            Arbitraries.strings().ofMaxLength(8).map(CodecPropertiesTest::quoted));
    return Arbitraries.maps(names, values)
        .ofMaxSize(6)
        .map(
            members ->
                members.entrySet().stream()
                    .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                    .collect(Collectors.joining(",", "{", "}")));
  }

  private static String quoted(String text) {
    var json = new StringBuilder("\"");
    text.chars()
        .forEach(
            c ->
                json.append(
                    c < 0x80 && c >= ' ' && c != '"' && c != '\\'
                        ? String.valueOf((char) c)
                        : "\\u%04x".formatted(c)));
    return json.append('"').toString();
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    return Arbitraries.oneOf(
        almostFrames().map(text -> text.getBytes(StandardCharsets.UTF_8)),
        Arbitraries.strings().ofMaxLength(60).map(text -> text.getBytes(StandardCharsets.UTF_8)),
        Arbitraries.bytes().array(byte[].class).ofMaxSize(2 * MAX_FRAME_BYTES));
  }

  @Property(tries = 1_000)
  void any_text_is_a_frame_or_a_refusal(@ForAll("almostFrames") String text) {
    var frame = ClientFrame.of(text);

    if (frame instanceof ClientFrame.Invalid invalid) {
      for (var piece :
          ContractTest.texts(V1Encoding.refusal(invalid.refusal(), invalid.subject()))) {
        V1.checkReceived(piece);
      }
    } else {
      V1.checkSent(text);
    }
  }

  @Property(tries = 500)
  void any_text_is_said_or_refused(@ForAll String text) {
    if (Utterance.of(text) instanceof Utterance.Refused refused) {
      ContractTest.texts(PlainEncoding.refusal(refused.refusal())).forEach(PLAIN::checkReceived);
    } else {
      PLAIN.checkSent(text);
    }
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
        new Connection(claims, socket, opened(hub), opened(endpoint), dialect(v1, room));
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

  private static Function<Connection, Conversation> dialect(boolean v1, RoomId room) {
    return connection ->
        v1
            ? new V1Conversation(room, connection, opened(endpoint))
            : new PlainConversation(room, connection, opened(endpoint));
  }

  /** As frames on the wire, so that the parser refuses what the connection never sees. */
  private static void feed(Connection connection, byte[] bytes, List<Integer> cuts) {
    var parser = new FrameParser(new Client(connection), MAX_FRAME_BYTES);
    int from = 0;
    boolean first = true;
    for (int cut : cuts.stream().sorted().toList()) {
      int to = Math.min(cut, bytes.length);
      read(parser, first, false, Arrays.copyOfRange(bytes, from, to));
      first = false;
      from = to;
    }
    read(parser, first, true, Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private static void read(FrameParser parser, boolean first, boolean last, byte[] payload) {
    int opcode = first ? RawClient.TEXT : RawClient.CONTINUATION;
    var wire = ByteBuffer.wrap(RawClient.frame(last, opcode, payload));
    while (parser.parse(wire, parser.frames() + 1) != FrameParser.Stop.NEEDS_BYTES) {
      // It goes on when it may.
      if (!wire.hasRemaining()) {
        return;
      }
    }
  }

  /** Hands on what is read, as the socket does. */
  private record Client(Connection connection) implements FrameParser.Sink {
    @Override
    public boolean frame() {
      return connection.frame();
    }

    @Override
    public boolean text(ByteBuffer piece, boolean last) {
      return connection.text(piece, last);
    }

    @Override
    public void refused(FrameParser.Refused why) {
      connection.refused(why);
    }

    @Override
    public void ping(byte[] payload) {
      connection.pinged(payload);
    }

    @Override
    public void pong() {}

    @Override
    public void close(byte[] payload) {
      connection.closedByClient();
    }

    @Override
    public void violation(String why) {
      connection.violated(why);
    }
  }

  private static void drain(Connection connection, RecordingSocket socket) {
    while (socket.end()) {
      connection.mailbox().written();
    }
  }
}
