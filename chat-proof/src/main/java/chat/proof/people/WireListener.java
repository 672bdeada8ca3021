package chat.proof.people;

import chat.proof.check.Entry;
import chat.proof.check.Event;
import chat.proof.check.History;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Follows rooms over chat.v1 with the JDK's WebSocket and nothing else, and writes down what comes
 * exactly as it comes: nothing heals a gap here or hides a repeat. When a connection ends, it makes
 * another and asks for what is after the last event that it was shown. Safe for use by several
 * threads.
 */
public final class WireListener implements Listener {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int PING_SECONDS = 5;
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final int MOST_PAUSE_MS = 400;
  private static final int SLOW_READER = 4008;

  /** Hears what comes back about what was sent over this socket. */
  interface Answers {
    void acked(String clientId, long id, long seq, boolean duplicate);

    void refused(String clientId, String code);
  }

  /** Where to start in a room that wasn't followed before. */
  public enum From {
    /** With its first event. */
    THE_BEGINNING,
    /** With what happens next. */
    NOW
  }

  private final String name;
  private final URI server;
  private final String token;
  private final List<Long> rooms;
  private final From from;
  private final History history;
  private final SplittableRandom random;
  private final Answers answers;

  /** Rooms that were joined once, and what was shown of them last. */
  private final Map<Long, Long> positions = new ConcurrentHashMap<>();

  private final Map<Long, Long> heads = new ConcurrentHashMap<>();

  /** Who is in each room, as far as it was notified. */
  private final Map<Long, Set<String>> present = new ConcurrentHashMap<>();

  private final AtomicInteger slowReaderCloses = new AtomicInteger();
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable WebSocket socket;
  private volatile String epoch = "";

  /** When the handshake of the last connection began; 0 before the first. */
  private volatile long connectedSince;

  private volatile boolean connected;

  /**
   * @param server where it is, as in {@code http://localhost:8000}
   * @param random what its pauses come from
   */
  WireListener(
      String name,
      URI server,
      String token,
      List<Long> rooms,
      From from,
      History history,
      SplittableRandom random,
      Answers answers) {
    this.name = name;
    this.server = URI.create(server.toString().replaceFirst("^http", "ws") + "/ws");
    this.token = token;
    this.rooms = List.copyOf(rooms);
    this.from = from;
    this.history = history;
    this.random = random;
    this.answers = answers;
    thread = new Thread(this::work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** One who only listens. */
  public static WireListener listen(
      String name,
      Rest user,
      List<Long> rooms,
      From from,
      History history,
      SplittableRandom random) {
    return new WireListener(
        name, user.server(), user.token(), rooms, from, history, random, new NoAnswers());
  }

  private static final class NoAnswers implements Answers {
    @Override
    public void acked(String clientId, long id, long seq, boolean duplicate) {
      throw new IllegalStateException("nothing was sent");
    }

    @Override
    public void refused(String clientId, String code) {
      throw new IllegalStateException("nothing was sent");
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long position(long room) {
    return positions.getOrDefault(room, -1L);
  }

  /** What the room's last number was when it was joined last; -1 before. */
  public long head(long room) {
    return heads.getOrDefault(room, -1L);
  }

  /** Who is in the room, as far as it was notified on the connection that it has. */
  public Set<String> present(long room) {
    return Set.copyOf(present.getOrDefault(room, Set.of()));
  }

  /** Whether there is a connection. */
  boolean isConnected() {
    return connected;
  }

  /** Whether a connection was made whose handshake began after that. */
  boolean hasConnectedSince(long nanoTime) {
    long since = connectedSince;
    return since != 0 && since - nanoTime > 0;
  }

  /** Which history the numbers count in; empty before the first connection. */
  public String epoch() {
    return epoch;
  }

  /** How often it was told that it reads too slowly. */
  public int slowReaderCloses() {
    return slowReaderCloses.get();
  }

  /** Sends a frame, if there is a connection; whether it arrives is another question. */
  void trySend(ObjectNode frame) {
    var open = socket;
    if (open != null) {
      send(open, frame);
    }
  }

  private static void send(WebSocket socket, ObjectNode frame) {
    // One at a time: a second one while the first is being written is an IllegalStateException.
    synchronized (socket) {
      try {
        socket.sendText(frame.toString(), true).get(10, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException | IllegalStateException e) {
        socket.abort();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void work() {
    while (!closed) {
      try {
        try {
          stayConnected();
        } catch (CompletionException e) {
          // The server is away, or the way to it.
        }
        Thread.sleep(random.nextInt(MOST_PAUSE_MS));
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void stayConnected() throws InterruptedException {
    var frames = new Frames();
    long begun = System.nanoTime();
    var opened = open(frames);
    connectedSince = begun;
    connected = true;
    try {
      while (!closed && !frames.awaitEnd(PING_SECONDS)) {
        if (System.nanoTime() - frames.heardAt > SILENCE_NANOS) {
          return;
        }
        if (socket == opened) {
          send(opened, Rest.JSON.createObjectNode().put("type", "ping"));
        }
      }
    } finally {
      socket = null;
      connected = false;
      opened.abort();
      frames.over = true;
    }
  }

  private WebSocket open(Frames frames) {
    try {
      return HTTP.newWebSocketBuilder()
          .connectTimeout(CONNECT_TIMEOUT)
          .subprotocols("chat.v1", "bearer." + token)
          .buildAsync(server, frames)
          .orTimeout(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException e) {
      // It may be opened all the same, later than anybody waits for it.
      frames.over = true;
      throw e;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One connection. Called by one thread at a time. */
  private final class Frames implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    volatile long heardAt = System.nanoTime();

    /** Nothing that comes from now on counts: another connection may be there already. */
    volatile boolean over;

    boolean awaitEnd(int seconds) throws InterruptedException {
      try {
        end.get(seconds, TimeUnit.SECONDS);
        return true;
      } catch (TimeoutException e) {
        return false;
      } catch (ExecutionException e) {
        return true;
      }
    }

    @Override
    public void onOpen(WebSocket webSocket) {
      if (over) {
        webSocket.abort();
      } else {
        webSocket.request(1);
      }
    }

    @Override
    public @Nullable CompletionStage<?> onText(
        WebSocket webSocket, CharSequence data, boolean last) {
      if (over) {
        webSocket.abort();
        return null;
      }
      heardAt = System.nanoTime();
      text.append(data);
      if (last) {
        var frame = text.toString();
        text.setLength(0);
        try {
          synchronized (this) {
            if (!over) {
              take(webSocket, Rest.JSON.readTree(frame));
            }
          }
        } catch (JsonProcessingException | RuntimeException e) {
          System.getLogger(WireListener.class.getName())
              .log(System.Logger.Level.WARNING, name + " can't make sense of " + frame, e);
          webSocket.abort();
          end.complete(null);
        }
      }
      webSocket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
      if (status == SLOW_READER) {
        slowReaderCloses.incrementAndGet();
      }
      end.complete(null);
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      end.complete(null);
    }

    private void take(WebSocket webSocket, JsonNode frame) {
      switch (frame.path("type").asText()) {
        case "hello" -> {
          epoch = frame.path("epoch").asText();
          // Not from here: this thread may be the one that would have to write it.
          var unused = CompletableFuture.runAsync(() -> join(webSocket));
        }
        case "joined" -> joined(frame);
        case "presence" -> presence(frame);
        case "reset" ->
            history.add(
                new Entry.WasReset(
                    name,
                    frame.path("room_id").asLong(),
                    frame.path("reason").asText(),
                    move(frame)));
        case "message" -> seen(frame, Event.Kind.MESSAGE);
        case "message_edited" -> seen(frame, Event.Kind.EDIT);
        case "message_deleted" -> seen(frame, Event.Kind.DELETION);
        case "ack" ->
            answers.acked(
                frame.path("client_id").asText(),
                frame.path("id").asLong(),
                frame.path("seq").asLong(),
                frame.path("duplicate").asBoolean());
        case "error" -> error(webSocket, frame);
        default -> {
          // Typing and such: nothing that is kept.
        }
      }
    }

    private void join(WebSocket webSocket) {
      for (long room : rooms) {
        var join = Rest.JSON.createObjectNode().put("type", "join").put("room_id", room);
        var after = positions.get(room);
        if (after == null && from == From.THE_BEGINNING) {
          after = 0L;
        }
        if (after != null) {
          join.put("after_seq", after).put("epoch", epoch);
        }
        send(webSocket, join);
      }
      socket = webSocket;
    }

    private void joined(JsonNode frame) {
      long room = frame.path("room_id").asLong();
      long head = frame.path("seq").asLong();
      if (!positions.containsKey(room)) {
        long start = from == From.THE_BEGINNING ? 0 : head;
        history.add(new Entry.Started(name, room, start));
        positions.put(room, start);
      }
      var members = ConcurrentHashMap.<String>newKeySet();
      frame.path("members").forEach(member -> members.add(member.path("username").asText()));
      present.put(room, members);
      heads.put(room, head);
    }

    private void presence(JsonNode frame) {
      var members = present.get(frame.path("room_id").asLong());
      if (members == null) {
        return;
      }
      var who = frame.path("username").asText();
      if (frame.path("status").asText().equals("online")) {
        members.add(who);
      } else {
        members.remove(who);
      }
    }

    private void error(WebSocket webSocket, JsonNode frame) {
      var code = frame.path("code").asText();
      if (frame.has("client_id")) {
        answers.refused(frame.path("client_id").asText(), code);
      } else if (frame.path("frame").asText().equals("join")) {
        // Busy, or its store away: the next connection joins again.
        webSocket.abort();
        end.complete(null);
      }
    }

    private void seen(JsonNode frame, Event.Kind kind) {
      long seq = frame.path("seq").asLong();
      boolean deleted = kind == Event.Kind.DELETION || frame.path("deleted").asBoolean();
      history.add(
          new Entry.Seen(
              name,
              new Event(
                  frame.path("room_id").asLong(),
                  seq,
                  kind,
                  frame.path("id").asLong(),
                  kind == Event.Kind.MESSAGE ? seq : frame.path("message_seq").asLong(),
                  frame.path("username").asText(),
                  frame.path("content").asText(),
                  frame.has("edited_at"),
                  deleted,
                  frame.has("client_id") ? frame.path("client_id").asText() : null)));
      move(frame);
    }

    private long move(JsonNode frame) {
      long seq = frame.path("seq").asLong();
      positions.put(frame.path("room_id").asLong(), seq);
      return seq;
    }
  }
}
