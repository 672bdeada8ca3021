package chat.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.web.limit.Limit;
import chat.adapter.web.limit.LimitSettings;
import chat.adapter.web.limit.Limits;
import chat.adapter.web.socket.connection.Connection;
import chat.adapter.web.socket.connection.SocketSettings;
import chat.adapter.web.socket.fanout.Hub;
import chat.adapter.web.socket.wire.EventLoop;
import chat.adapter.web.socket.wire.JettySocket;
import chat.domain.token.SignedToken;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One socket after another, on a loop whose steps the test takes itself. */
class FairTurnsTest {
  private static final int FLOOD_BYTES = 4_000_000;
  private static final byte[] PING = "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8);

  private final RealChat application = new RealChat();
  private final ArrayDeque<Runnable> steps = new ArrayDeque<>();
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final List<Connection> peers = new ArrayList<>();

  @AfterEach
  void stop() throws InterruptedException {
    peers.forEach(Connection::abort);
    for (var endpoint : endpoints) {
      endpoint.close();
    }
    application.close();
  }

  enum Flood {
    PINGS(true, RawClient.PING, 125),
    PONGS(true, RawClient.PONG, 0),
    EMPTY_CONTINUATIONS(false, RawClient.CONTINUATION, 0),
    TINY_FRAGMENTS(false, RawClient.CONTINUATION, 1),
    TEXTS(true, RawClient.TEXT, 15),
    LARGE_TEXTS(true, RawClient.TEXT, 60_000);

    private final boolean fin;
    private final int opcode;
    private final int size;

    Flood(boolean fin, int opcode, int size) {
      this.fin = fin;
      this.opcode = opcode;
      this.size = size;
    }

    byte[] wire() {
      var bytes = new ByteArrayOutputStream();
      if (opcode == RawClient.CONTINUATION) {
        bytes.writeBytes(RawClient.frame(false, RawClient.TEXT, new byte[0]));
      }
      var frame = RawClient.frame(fin, opcode, Arrays.copyOf(PING, size));
      while (bytes.size() < FLOOD_BYTES) {
        bytes.writeBytes(frame);
      }
      return bytes.toByteArray();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_socket_that_floods_a_loop_takes_turns_with_the_others(Flood flood) {
    var endpoint = endpoint(LimitSettings.OFF);
    var loop = loop(endpoint);
    var flooding = new Peer(loop, endpoint, flood.wire());
    var other = new Peer(loop, endpoint, RawClient.frame(true, RawClient.TEXT, PING));
    steps.clear();
    flooding.open();
    other.open();

    step();
    assertThat(flooding.unread()).isBetween(FLOOD_BYTES - 70_000, FLOOD_BYTES + 60_000);
    step();

    assertThat(other.written()).contains("\"pong\"");
    assertThat(flooding.unread()).isGreaterThan(FLOOD_BYTES - 70_000);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LARGE_TEXTS")
  void a_socket_that_floods_is_closed_and_not_read_any_more(Flood flood) {
    var endpoint = endpoint(LimitSettings.OFF.with(Limit.FRAMES, 10));
    var flooding = new Peer(loop(endpoint), endpoint, flood.wire());
    flooding.open();

    while (!steps.isEmpty()) {
      step();
    }

    assertThat(flooding.connection.isOpen()).isFalse();
    assertThat(flooding.written()).contains("too many frames");
    // 50 at once, 50 refused, and then no more than an honest client may have under way.
    assertThat(FLOOD_BYTES - flooding.unread()).isLessThan(300_000);
  }

  private record Loop(EventLoop events, Hub hub) {}

  private Loop loop(Endpoint endpoint) {
    var events = new EventLoop(steps::add);
    return new Loop(events, endpoint.newHub(events));
  }

  private Endpoint endpoint(LimitSettings limits) {
    var endpoint =
        new Endpoint(
            SocketSettings.DEFAULTS,
            new Limits(limits),
            new OpenSockets(Clock.systemUTC()),
            application.useCases());
    endpoints.add(endpoint);
    return endpoint;
  }

  private void step() {
    steps.remove().run();
  }

  /** A client without a network, all of whose bytes have arrived. */
  private final class Peer extends ByteArrayEndPoint {
    private final ByteBuffer sent;
    private final JettySocket socket;
    private final Connection connection;

    Peer(Loop loop, Endpoint endpoint, byte[] wire) {
      super(new byte[0], 1 << 20);
      sent = ByteBuffer.wrap(wire);
      addInput(sent);
      var token = new SignedToken(application.token());
      var claims = endpoint.useCases().authenticate().authenticate(token).orElseThrow();
      var made = new ArrayList<Connection>();
      socket =
          new JettySocket(
              this,
              steps::add,
              loop.events(),
              endpoint.settings().maxFrameBytes(),
              one -> {
                made.add(endpoint.v1(null, claims, one, loop.hub()));
                return made.get(0);
              });
      connection = made.get(0);
    }

    @Override
    protected void execute(Runnable task) {
      steps.add(task);
    }

    void open() {
      socket.onOpen();
      peers.add(connection);
    }

    int unread() {
      return sent.remaining();
    }

    String written() {
      return getOutputString(StandardCharsets.ISO_8859_1);
    }
  }
}
