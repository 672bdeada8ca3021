package chat.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** One WebSocket to a room, with the JDK's own client; remembers every frame. Thread-safe. */
final class RoomSocket implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Closing> closed = new CompletableFuture<>();
  private final WebSocket socket;

  record Closing(int code, String reason) {}

  private RoomSocket(URI address) {
    socket = HTTP.newWebSocketBuilder().buildAsync(address, new Listener()).join();
  }

  /** Joins, and returns when the server has told so. */
  static RoomSocket join(Caller who, long room) {
    var joined = new RoomSocket(address(who.server(), room, who.token()));
    joined.awaitFrames(1);
    return joined;
  }

  /** Opens a socket without waiting for anything. */
  static RoomSocket open(Caller who, long room) {
    return new RoomSocket(address(who.server(), room, who.token()));
  }

  /** The HTTP status with which the server refuses that handshake. */
  static int refusal(URI server, long room, String token) {
    try (var unexpected = new RoomSocket(address(server, room, token))) {
      throw new AssertionError("the handshake was accepted: " + unexpected.frames());
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw failed;
    }
  }

  private static URI address(URI server, long room, String token) {
    return URI.create("ws://" + server.getAuthority() + "/ws/" + room + "?token=" + token);
  }

  RoomSocket say(String content) {
    return send(Caller.write(java.util.Map.of("content", content)));
  }

  RoomSocket send(String text) {
    socket.sendText(text, true).join();
    return this;
  }

  List<JsonNode> frames() {
    return List.copyOf(frames);
  }

  List<JsonNode> messages() {
    return frames.stream().filter(frame -> frame.path("type").asText().equals("message")).toList();
  }

  List<String> contents() {
    return messages().stream().map(frame -> frame.get("content").asText()).toList();
  }

  List<String> notices() {
    return frames.stream()
        .filter(frame -> frame.path("type").asText().equals("system"))
        .map(frame -> frame.get("content").asText())
        .toList();
  }

  List<JsonNode> awaitFrames(int count) {
    await().atMost(Duration.ofSeconds(20)).until(() -> frames.size() >= count);
    return frames();
  }

  List<String> awaitContents(int count) {
    await().atMost(Duration.ofSeconds(60)).until(() -> messages().size() >= count);
    return contents();
  }

  Closing awaitClosed() throws Exception {
    return closed.get(20, TimeUnit.SECONDS);
  }

  boolean isOpen() {
    return !closed.isDone();
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

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        frames.add(Caller.read(text.toString()));
        text.setLength(0);
      }
      webSocket.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
      closed.complete(new Closing(code, reason));
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      closed.complete(new Closing(1006, error.toString()));
    }
  }
}
