package chat.client;

import chat.client.event.Connected;
import chat.client.event.ConnectionEvent;
import chat.client.event.RoomEvent;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A user's live connection to the server, for as many as 100 rooms. It reconnects by itself, and
 * guarantees meanwhile:
 *
 * <ul>
 *   <li>A listener gets each room's logged events in the order of their {@code seq}, each exactly
 *       once, none left out; only {@code Reset} says that it can't be so.
 *   <li>A message whose future completed is stored exactly once. One that isn't acknowledged is
 *       kept and sent again, under the same {@code client_id}, until there is an answer.
 * </ul>
 *
 * <p><b>Threads.</b> Listeners, and what is chained to futures, run one at a time on one thread of
 * the client, in the order in which things happened. Don't wait there for a future of this client:
 * {@code join} and {@code get} throw an {@link IllegalStateException} instead of waiting forever. A
 * listener that is slow slows the reading of the socket, not the heap: at most {@link
 * Builder#eventBuffer} events wait for it. One that throws is logged, and the next event comes. The
 * client's threads are daemons and end with {@link #close}. Safe for use by several threads.
 */
public final class ChatClient implements AutoCloseable {
  private final Engine engine;
  private final long userId;
  private final String username;

  private ChatClient(Engine engine, Connected as) {
    this.engine = engine;
    this.userId = as.userId();
    this.username = as.username();
  }

  /**
   * Connects with the settings that suit most: {@code builder(address, credentials).connect()}.
   *
   * @param address where the server is, such as {@code http://localhost:8000}
   */
  public static ChatClient connect(String address, Credentials credentials) {
    return builder(address, credentials).connect();
  }

  /** For other settings than the usual ones. */
  public static Builder builder(String address, Credentials credentials) {
    return new Builder(address, credentials);
  }

  /**
   * Joins a room for what is said from now on. Returns at once: {@link Room#joined} tells when it
   * is done.
   *
   * @param listener called with every event of the room
   * @throws IllegalStateException when this client has joined the room already, or is closed
   */
  public Room join(long room, Consumer<? super RoomEvent> listener) {
    return engine.join(room, null, listener);
  }

  /**
   * Joins a room and goes on after a position, which may be from another run of the program.
   *
   * @param listener called with every event of the room after the position
   * @throws IllegalStateException when this client has joined the room already, or is closed
   */
  public Room join(long room, Position after, Consumer<? super RoomEvent> listener) {
    return engine.join(room, after, listener);
  }

  /** Says something, under a random {@code client_id}; see {@link #send(long, String, String)}. */
  public CompletableFuture<Ack> send(long room, String content) {
    return engine.send(room, content, Engine.randomClientId());
  }

  /**
   * Says something in a room, joined or not. Returns at once; the future completes when the message
   * is stored for good. Until then it is kept, and sent again after a reconnect, after a pause when
   * the server has too much to do, and when there is no answer for {@link Builder#resendAfter}.
   * Messages are sent in the order of these calls; see {@link Builder#maxInFlight} for the order in
   * which they are stored.
   *
   * <p>The future fails with {@link ChatRefused} when the server says no, with {@link
   * TooManyUnacknowledged} at once when {@link Builder#maxUnacknowledged} messages are waiting, and
   * with {@link ChatClosed} when the client ends before the answer. Cancelling it doesn't take the
   * message back.
   *
   * @param clientId the sender's own name for the message, 1 to 64 visible ASCII characters, unique
   *     among theirs in the room for ever. Used again with the same content it stores nothing and
   *     is answered with the first message's ack; with other content it is refused with {@code
   *     client_id_conflict}
   * @throws IllegalArgumentException when {@code clientId} is not such a name
   */
  public CompletableFuture<Ack> send(long room, String content, String clientId) {
    return engine.send(room, content, clientId);
  }

  /** How many messages are waiting for their acks. */
  public int unacknowledged() {
    return engine.unacknowledged();
  }

  /**
   * The calls over REST, for the same user. They work as long as the server does, connected or not.
   */
  public ChatApi api() {
    return engine.api();
  }

  /** Who this client is. */
  public long userId() {
    return userId;
  }

  /** The name of who this client is. */
  public String username() {
    return username;
  }

  /** Ends the token and this client: its sockets close, and it doesn't come back. */
  public void logOut() {
    // In this order, so that the client neither comes back nor loses what it is sending.
    close();
    engine.api().logOut();
  }

  /**
   * Waits up to {@link Builder#closeTimeout} for outstanding acks, then fails the futures that are
   * left with {@link ChatClosed}, and ends the connection and the client's threads. Called by a
   * listener, it doesn't wait. Closing again does nothing.
   */
  @Override
  public void close() {
    engine.close();
  }

  /** Settings of a client. Not safe for use by several threads. */
  public static final class Builder {
    private final String address;
    private final Credentials credentials;
    private Consumer<? super ConnectionEvent> onConnection = event -> {};
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration firstDelay = Duration.ofMillis(250);
    private Duration longestDelay = Duration.ofSeconds(30);
    private Duration resendAfter = Duration.ofSeconds(10);
    private int maxUnacknowledged = 1_000;
    private int maxInFlight = 64;
    private int eventBuffer = 1_024;
    private Duration closeTimeout = Duration.ofSeconds(2);
    private @Nullable HttpClient http;

    private Builder(String address, Credentials credentials) {
      this.address = Objects.requireNonNull(address, "address");
      this.credentials = Objects.requireNonNull(credentials, "credentials");
    }

    /** Told of the connection's comings and goings, from the first {@code Connected} on. */
    public Builder onConnection(Consumer<? super ConnectionEvent> listener) {
      onConnection = listener;
      return this;
    }

    /** How long {@link #connect} goes on trying, and how long an attempt may take; 10 seconds. */
    public Builder connectTimeout(Duration timeout) {
      connectTimeout = positive(timeout);
      return this;
    }

    /**
     * The pause before the first attempt to reconnect, and the longest one; 250 milliseconds and 30
     * seconds. It doubles from attempt to attempt, and half of it is random.
     */
    public Builder reconnectDelay(Duration first, Duration longest) {
      firstDelay = positive(first);
      longestDelay = positive(longest);
      return this;
    }

    /** After how long without an answer a message is sent again; 10 seconds. */
    public Builder resendAfter(Duration timeout) {
      resendAfter = positive(timeout);
      return this;
    }

    /** How many messages may wait for their acks before {@code send} fails; 1,000. */
    public Builder maxUnacknowledged(int most) {
      maxUnacknowledged = positive(most);
      return this;
    }

    /**
     * How many messages may be on their way at once; 64. More wait their turn. Of several on their
     * way the server may refuse one for being busy and take the next, so that the first is stored
     * later; with 1 all are stored in the order of the calls of {@code send}.
     */
    public Builder maxInFlight(int most) {
      maxInFlight = positive(most);
      return this;
    }

    /** How many events may wait for a slow listener before the client stops reading; 1,024. */
    public Builder eventBuffer(int most) {
      eventBuffer = positive(most);
      return this;
    }

    /** How long {@link ChatClient#close} waits for outstanding acks; 2 seconds. */
    public Builder closeTimeout(Duration timeout) {
      closeTimeout = timeout;
      return this;
    }

    /**
     * The HTTP client to use, for one's own proxy, TLS or executor; its executor must not run tasks
     * on the threads that call it. Without, all clients of the process share one.
     */
    public Builder httpClient(HttpClient http) {
      this.http = http;
      return this;
    }

    /**
     * Connects, and returns when the server has answered. While it can't be reached or has too much
     * to do, goes on trying for {@link #connectTimeout}.
     *
     * @throws ChatRefused when the server doesn't let this user in
     * @throws ChatUnavailable when there was no connection in time
     */
    public ChatClient connect() {
      var calls = new Calls(address, http == null ? SharedHttp.get() : http);
      var settings =
          new Engine.Settings(
              connectTimeout,
              firstDelay,
              longestDelay,
              resendAfter,
              maxUnacknowledged,
              maxInFlight,
              eventBuffer,
              closeTimeout,
              onConnection);
      var engine = new Engine(calls, new Session(calls, credentials), settings);
      return new ChatClient(engine, engine.connect());
    }

    private static Duration positive(Duration value) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException("must be longer than nothing: " + value);
      }
      return value;
    }

    private static int positive(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("must be at least 1: " + value);
      }
      return value;
    }
  }
}
