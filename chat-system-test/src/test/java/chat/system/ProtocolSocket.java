package chat.system;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.web.contract.AsyncApi;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A WebSocket of the JDK's own, read frame by frame in the order in which they came. Each frame,
 * sent or received, is held against {@code asyncapi.yaml}. Used by one thread.
 */
final class ProtocolSocket implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long PATIENCE_SECONDS = 20;

  /** What every run has others of. */
  private static final Map<String, String> VARIES =
      Map.of(
          "timestamp", "<time>",
          "edited_at", "<time>",
          "expires_at", "<time>",
          "detail", "<detail>");

  private final AsyncApi contract;
  private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
  private final CompletableFuture<RoomSocket.Closing> closed = new CompletableFuture<>();
  private final Map<Long, Set<Long>> present = new HashMap<>();
  private final WebSocket socket;
  private long pings;

  /** How a socket is opened. */
  record Handshake(URI address, List<String> subprotocols, Map<String, String> headers) {
    /** Without a subprotocol, the token in the address. */
    static Handshake plain(Caller who, long room) {
      return new Handshake(
          address(who, "/ws/" + room + "?token=" + who.token()), List.of(), Map.of());
    }

    /** With chat.v1, and the token as a subprotocol. */
    static Handshake v1(Caller who, String path) {
      return new Handshake(
          address(who, path), List.of("chat.v1", "bearer." + who.token()), Map.of());
    }

    static URI address(Caller who, String path) {
      return URI.create("ws://" + who.server().getAuthority() + path);
    }

    private AsyncApi.Channel channel() {
      if (address.getPath().equals("/ws")) {
        return AsyncApi.Channel.MANY;
      }
      return subprotocols.contains("chat.v1") ? AsyncApi.Channel.ROOM_V1 : AsyncApi.Channel.ROOM;
    }
  }

  private ProtocolSocket(Handshake handshake) {
    contract = AsyncApi.published(handshake.channel());
    var builder = HTTP.newWebSocketBuilder();
    handshake.headers().forEach(builder::header);
    var subprotocols = handshake.subprotocols();
    if (!subprotocols.isEmpty()) {
      builder.subprotocols(
          subprotocols.get(0), subprotocols.subList(1, subprotocols.size()).toArray(new String[0]));
    }
    socket = builder.buildAsync(handshake.address(), new Listener()).join();
    assertThat(socket.getSubprotocol())
        .isEqualTo(handshake.channel() == AsyncApi.Channel.ROOM ? "" : "chat.v1");
  }

  static ProtocolSocket open(Handshake handshake) {
    return new ProtocolSocket(handshake);
  }

  /** On {@code /ws}, greeted, in no room. */
  static ProtocolSocket greeted(Caller who) {
    var socket = open(Handshake.v1(who, "/ws"));
    assertThat(socket.next().path("type").asText()).isEqualTo("hello");
    return socket;
  }

  /** On {@code /ws}, in a room from now on. */
  static ProtocolSocket joined(Caller who, long room) {
    var socket = greeted(who);
    socket.send("{'type':'join','room_id':%d}", room);
    assertThat(socket.next().path("type").asText()).isEqualTo("joined");
    return socket;
  }

  /** The answer with which the server refuses that handshake. */
  static HttpResponse<?> refusal(Handshake handshake) {
    try (var unexpected = new ProtocolSocket(handshake)) {
      throw new AssertionError("accepted, and told " + unexpected.next());
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof WebSocketHandshakeException refused) {
        AsyncApi.published(handshake.channel()).checkRefused(refused.getResponse().statusCode());
        return refused.getResponse();
      }
      throw failed;
    }
  }

  /** Sends a frame, written with single quotes. */
  ProtocolSocket send(String template, Object... arguments) {
    var text = text(template, arguments);
    contract.checkSent(text);
    socket.sendText(text, true).join();
    return this;
  }

  /** Sends what is no frame of the contract. */
  ProtocolSocket sendWrong(String text) {
    assertThat(describes(text)).as(text).isFalse();
    return sendUnchecked(text);
  }

  ProtocolSocket sendUnchecked(String text) {
    socket.sendText(text, true).join();
    return this;
  }

  private boolean describes(String text) {
    try {
      contract.checkSent(text);
      return true;
    } catch (AssertionError refused) {
      return false;
    }
  }

  ProtocolSocket sendBinary(byte... bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    return this;
  }

  /** The next frame; a presence that states what has been said already is none. */
  JsonNode next() {
    while (true) {
      var frame = Caller.read(take());
      if (changesSomething(frame)) {
        return frame;
      }
    }
  }

  private String take() {
    try {
      var text = arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (text == null) {
        throw new AssertionError("no frame came; closed: " + closed);
      }
      contract.checkReceived(text);
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private boolean changesSomething(JsonNode frame) {
    long room = frame.path("room_id").asLong();
    switch (frame.path("type").asText()) {
      case "joined" -> {
        var people = new HashSet<Long>();
        frame.path("members").forEach(member -> people.add(member.path("user_id").asLong()));
        present.put(room, people);
      }
      case "presence" -> {
        var people = present.get(room);
        assertThat(people).as("presence is told in joined rooms only: %s", frame).isNotNull();
        long who = frame.path("user_id").asLong();
        return frame.path("status").asText().equals("online")
            ? people.add(who)
            : people.remove(who);
      }
      case "left" -> present.remove(room);
      default -> {
        // Of no one's coming or going.
      }
    }
    return true;
  }

  /** Takes the next frame, which is exactly that one but for times and details. */
  /**
   * The numbers of the next so many events that have one; whoever comes and goes is passed over.
   */
  List<Long> nextSeqs(int count) {
    var seqs = new ArrayList<Long>();
    while (seqs.size() < count) {
      var frame = next();
      if (frame.path("type").asText().startsWith("message")) {
        seqs.add(frame.path("seq").asLong());
      }
    }
    return seqs;
  }

  JsonNode expect(String template, Object... arguments) {
    var frame = next();
    assertThat(frozen(frame)).isEqualTo(frozen(Caller.read(text(template, arguments))));
    return frame;
  }

  /** Takes as many frames as there are, which are exactly those in any order. */
  List<JsonNode> expectInAnyOrder(String... frames) {
    var came = new ArrayList<JsonNode>();
    for (int i = 0; i < frames.length; i++) {
      came.add(next());
    }
    assertThat(came.stream().map(ProtocolSocket::frozen))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(frames).map(frame -> frozen(Caller.read(text(frame)))).toList());
    return came;
  }

  /** Nothing comes that the server knew of by now: the answer to a ping is the next frame. */
  ProtocolSocket expectNothing() {
    long id = ++pings;
    send("{'type':'ping','id':%d}", id);
    var pong = next();
    assertThat(pong.path("type").asText()).as(pong.toString()).isEqualTo("pong");
    assertThat(pong.path("id").asLong()).isEqualTo(id);
    return this;
  }

  /** How the server closes, after nothing more than what was read. */
  RoomSocket.Closing expectClosed() throws Exception {
    var closing = closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(arrived).isEmpty();
    contract.checkClosed(closing.code(), closing.reason());
    return closing;
  }

  /** Drops the connection without a word. */
  void abort() {
    socket.abort();
  }

  @Override
  public void close() {
    if (!socket.isOutputClosed()) {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(gone -> socket).join();
    }
  }

  /** A frame, written with single quotes. */
  static String text(String template, Object... arguments) {
    var text = arguments.length == 0 ? template : String.format(Locale.ROOT, template, arguments);
    return text.replace('\'', '"');
  }

  /** The frame without what every run has others of. */
  static JsonNode frozen(JsonNode frame) {
    var frozen = ((ObjectNode) frame).deepCopy();
    VARIES.forEach(
        (member, instead) -> {
          if (frozen.has(member)) {
            frozen.put(member, instead);
          }
        });
    return frozen;
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        arrived.add(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed.complete(new RoomSocket.Closing(code, reason));
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closed.complete(new RoomSocket.Closing(1006, error.toString()));
    }
  }
}
