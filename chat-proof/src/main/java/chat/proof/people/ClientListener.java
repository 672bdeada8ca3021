package chat.proof.people;

import chat.client.ChatClient;
import chat.client.ChatException;
import chat.client.Credentials;
import chat.client.Position;
import chat.client.Room;
import chat.client.event.JoinRefused;
import chat.client.event.Joined;
import chat.client.event.MessageDeleted;
import chat.client.event.MessageEdited;
import chat.client.event.MessagePosted;
import chat.client.event.Reset;
import chat.client.event.RoomEvent;
import chat.proof.check.Entry;
import chat.proof.check.Event;
import chat.proof.check.History;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Follows rooms with the client library and writes down what its listeners are called with. Now and
 * then it closes the client and goes on with another one from the position, as a program that is
 * started again does. Safe for use by several threads.
 */
public final class ClientListener implements Listener {
  private static final int MOST_SECONDS_IN_ONE_RUN = 40;
  private static final int STEP_MS = 50;

  private final String name;
  private final Rest user;
  private final List<Long> rooms;
  private final History history;
  private final SplittableRandom random;
  private final Map<Long, Long> positions = new ConcurrentHashMap<>();
  private final Map<Long, Position> kept = new HashMap<>();
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Starts with what happens next, on a thread of its own.
   *
   * @param random when it starts again
   */
  public ClientListener(
      String name, Rest user, List<Long> rooms, History history, SplittableRandom random) {
    this.name = name;
    this.user = user;
    this.rooms = List.copyOf(rooms);
    this.history = history;
    this.random = random;
    thread = new Thread(this::work, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long position(long room) {
    return positions.getOrDefault(room, -1L);
  }

  private void work() {
    while (!closed) {
      try (var client = connect(user)) {
        var joined = new HashMap<Long, Room>();
        for (long room : rooms) {
          var after = kept.get(room);
          joined.put(
              room,
              after == null ? client.join(room, this::take) : client.join(room, after, this::take));
        }
        long end =
            System.nanoTime()
                + Duration.ofSeconds(1 + random.nextInt(MOST_SECONDS_IN_ONE_RUN)).toNanos();
        while (!closed && end - System.nanoTime() > 0) {
          Pause.millis(STEP_MS);
        }
        client.close();
        // Only now: while it was open, a listener may have been called once more.
        joined.forEach(
            (room, place) -> place.position().ifPresent(position -> kept.put(room, position)));
      } catch (ChatException e) {
        Pause.millis(random.nextInt(500));
      }
    }
  }

  static ChatClient connect(Rest user) {
    return ChatClient.builder(user.server().toString(), Credentials.token(user.token()))
        .reconnectDelay(Duration.ofMillis(50), Duration.ofMillis(1_000))
        .resendAfter(Duration.ofSeconds(3))
        .connectTimeout(Duration.ofSeconds(30))
        .connect();
  }

  private void take(RoomEvent event) {
    if (event instanceof MessagePosted posted) {
      seen(
          new Event(
              posted.roomId(),
              posted.seq(),
              Event.Kind.MESSAGE,
              posted.messageId(),
              posted.seq(),
              posted.username(),
              posted.content(),
              posted.editedAt().isPresent(),
              posted.deleted(),
              posted.clientId().orElse(null)));
    } else if (event instanceof MessageEdited edited) {
      seen(
          new Event(
              edited.roomId(),
              edited.seq(),
              Event.Kind.EDIT,
              edited.messageId(),
              edited.messageSeq(),
              edited.username(),
              edited.content(),
              edited.editedAt().isPresent(),
              edited.deleted(),
              null));
    } else if (event instanceof MessageDeleted deleted) {
      seen(
          new Event(
              deleted.roomId(),
              deleted.seq(),
              Event.Kind.DELETION,
              deleted.messageId(),
              deleted.messageSeq(),
              deleted.username(),
              "",
              false,
              true,
              null));
    } else if (event instanceof Joined joined) {
      if (positions.putIfAbsent(joined.roomId(), joined.seq()) == null) {
        history.add(new Entry.Started(name, joined.roomId(), joined.seq()));
      }
    } else if (event instanceof Reset reset) {
      history.add(new Entry.WasReset(name, reset.roomId(), reset.reason().toString(), reset.seq()));
      positions.put(reset.roomId(), reset.seq());
    } else if (event instanceof JoinRefused refused) {
      throw new IllegalStateException("a room that is there was refused: " + refused);
    }
  }

  private void seen(Event event) {
    history.add(new Entry.Seen(name, event));
    positions.put(event.room(), event.seq());
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
