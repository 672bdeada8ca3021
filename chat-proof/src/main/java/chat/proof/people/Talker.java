package chat.proof.people;

import chat.client.Ack;
import chat.client.ChatClient;
import chat.client.ChatException;
import chat.client.ChatRefused;
import chat.proof.check.Entry;
import chat.proof.check.History;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who says things in rooms, by every way there is and sometimes by several at once, sends
 * again, changes what they said, and writes down what they did and what came of it. All that they
 * choose comes from their own random numbers. Safe for use by several threads.
 *
 * <p>Has three ways to the server: the client library, REST, and a bare WebSocket, which at the
 * same time is a listener.
 */
public final class Talker implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Talker.class.getName());

  /** So many may be without an answer before the next one is sent. */
  private static final int MOST_UNANSWERED = 24;

  /** How many of the messages that may still be changed are remembered. */
  private static final int MOST_REMEMBERED = 200;

  private static final int FLOOD = 450;

  /** What a flood's messages are filled up with: the longest content there is, in bytes. */
  private static final String FILLER = "🦦".repeat(3_900);

  private static final long GIVE_UP_NANOS = 90_000_000_000L;

  /** What everybody shares: the numbers of tries and changes. */
  public record Numbers(AtomicLong tries, AtomicLong changes) {
    public Numbers() {
      this(new AtomicLong(), new AtomicLong());
    }
  }

  private final String name;
  private final Rest rest;
  private final List<Long> rooms;
  private final History history;
  private final Numbers numbers;
  private final SplittableRandom random;
  private final int meanPauseMicros;
  private final WireListener wire;
  private final Thread thread;

  /** Tries over the bare socket that nobody has answered, by client id. */
  private final Map<String, Said> onTheWire = new ConcurrentHashMap<>();

  /** Messages without an answer, by client id. */
  private final Map<String, Said> unanswered = new ConcurrentHashMap<>();

  /** Acknowledged messages that may be sent again or changed. */
  private final List<Said> remembered = new ArrayList<>();

  private volatile boolean stopping;
  private volatile boolean flooding;
  private @Nullable ChatClient client;
  private long said;

  /**
   * @param user reached by way of a bad network
   * @param meanPauseMicros between two things that they do
   */
  public Talker(
      String name,
      Rest user,
      List<Long> rooms,
      History history,
      Numbers numbers,
      SplittableRandom random,
      int meanPauseMicros) {
    this.name = name;
    this.rest = user;
    this.rooms = List.copyOf(rooms);
    this.history = history;
    this.numbers = numbers;
    this.random = random;
    this.meanPauseMicros = meanPauseMicros;
    wire =
        new WireListener(
            name + "'s socket",
            user.server(),
            user.token(),
            rooms,
            WireListener.From.NOW,
            history,
            random.split(),
            new Answers());
    thread = new Thread(this::work, name);
    thread.setDaemon(true);
  }

  /** One message. */
  private static final class Said {
    final long room;
    final String clientId;
    final String content;

    /** The last try over the bare socket. */
    long wireTry;

    /** Once acknowledged. */
    volatile long id;

    int changes;

    Said(long room, String clientId, String content) {
      this.room = room;
      this.clientId = clientId;
      this.content = content;
    }

    boolean isLong() {
      return content.length() > 200;
    }
  }

  public String name() {
    return name;
  }

  public void start() {
    thread.start();
  }

  /** The bare socket, which hears everything. */
  public WireListener listener() {
    return wire;
  }

  /** Says many long things at once, soon. */
  public void flood() {
    flooding = true;
  }

  /** Says nothing new any more. Returns at once. */
  public void stop() {
    stopping = true;
  }

  /** Waits until they have an answer to everything, or have given up. */
  public void awaitEnd() throws InterruptedException {
    thread.join();
  }

  /** How many messages never got an answer, after the end. */
  public int unanswered() {
    return unanswered.size();
  }

  private void work() {
    while (!stopping) {
      try {
        if (client == null) {
          client = ClientListener.connect(rest);
        }
        if (flooding) {
          flooding = false;
          for (int i = 0; i < FLOOD && !stopping; i++) {
            sendByClient(next(FILLER));
          }
        }
        act(client);
        pause();
      } catch (ChatException e) {
        // Without the server for too long.
        Pause.millis(200);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, name + " stumbles", e);
        Pause.millis(200);
      }
    }
    finish();
  }

  private void pause() {
    // As calls come in: many short pauses, few long ones.
    double micros = -Math.log(1 - random.nextDouble()) * meanPauseMicros;
    Pause.millis((long) (micros / 1_000));
    long patience = System.nanoTime() + 5_000_000_000L;
    while (unanswered.size() > MOST_UNANSWERED && !stopping && patience - System.nanoTime() > 0) {
      if (!insistOnOne()) {
        Pause.millis(100);
      }
    }
  }

  /**
   * Sends again what a socket may have lost, and perhaps what the client is sending again itself.
   */
  private boolean insistOnOne() {
    for (var said : unanswered.values()) {
      if (!said.isLong()) {
        return post(said);
      }
    }
    return false;
  }

  private void act(ChatClient client) {
    int choice = random.nextInt(100);
    if (choice < 40) {
      sendByClient(next(""));
    } else if (choice < 55) {
      sendByWire(next(""));
    } else if (choice < 67) {
      insistByRest(next(""));
    } else if (choice < 77) {
      sendByAllAtOnce(next(""));
    } else if (choice < 82) {
      withRemembered(this::sendAgain);
    } else if (choice < 84) {
      withRemembered(this::sendOtherUnderTheSameName);
    } else if (choice < 95) {
      withRemembered(said -> edit(client, said));
    } else {
      withRemembered(said -> delete(client, said));
    }
  }

  private Said next(String filler) {
    said++;
    var clientId = name + "-" + said;
    var next =
        new Said(
            rooms.get(random.nextInt(rooms.size())),
            clientId,
            clientId + " " + Long.toString(random.nextLong() >>> 1, 36) + " é🦦 " + filler);
    unanswered.put(clientId, next);
    return next;
  }

  private interface Act {
    void on(Said said);
  }

  private void withRemembered(Act act) {
    Said chosen;
    synchronized (remembered) {
      if (remembered.isEmpty()) {
        return;
      }
      chosen = remembered.get(random.nextInt(remembered.size()));
    }
    act.on(chosen);
  }

  // --- Saying

  private long attempt(Said said, String content) {
    long attempt = numbers.tries().incrementAndGet();
    history.add(new Entry.Sent(attempt, name, said.room, said.clientId, content));
    return attempt;
  }

  private void acked(Said said, long attempt, long id, long seq, boolean duplicate) {
    history.add(new Entry.Acked(attempt, id, seq, duplicate));
    said.id = id;
    if (unanswered.remove(said.clientId) != null && !said.isLong()) {
      synchronized (remembered) {
        remembered.add(said);
        if (remembered.size() > MOST_REMEMBERED) {
          remembered.remove(0);
        }
      }
    }
  }

  private void sendByClient(Said said) {
    var connected = client;
    if (connected == null) {
      return;
    }
    long attempt = attempt(said, said.content);
    // How it ends is written down, and nobody waits for it.
    var unused =
        connected
            .send(said.room, said.content, said.clientId)
            .whenComplete((ack, failure) -> answered(said, attempt, ack, failure));
  }

  private void answered(Said said, long attempt, @Nullable Ack ack, @Nullable Throwable failure) {
    if (ack != null) {
      acked(said, attempt, ack.id(), ack.seq(), ack.duplicate());
    } else if (failure instanceof ChatRefused refused && !refused.code().equals("internal")) {
      history.add(new Entry.Refused(attempt, refused.code()));
    }
  }

  private void sendByWire(Said said) {
    said.wireTry = attempt(said, said.content);
    onTheWire.put(said.clientId, said);
    wire.trySend(
        Rest.JSON
            .createObjectNode()
            .put("type", "send")
            .put("room_id", said.room)
            .put("client_id", said.clientId)
            .put("content", said.content));
  }

  /** What the bare socket hears. */
  private final class Answers implements WireListener.Answers {
    @Override
    public void acked(String clientId, long id, long seq, boolean duplicate) {
      var said = onTheWire.remove(clientId);
      if (said != null) {
        Talker.this.acked(said, said.wireTry, id, seq, duplicate);
      }
    }

    @Override
    public void refused(String clientId, String code) {
      var said = onTheWire.get(clientId);
      if (said != null && List.of("invalid", "client_id_conflict", "not_found").contains(code)) {
        history.add(new Entry.Refused(said.wireTry, code));
        onTheWire.remove(clientId);
      }
    }
  }

  /** Posts it; whether there was an answer. */
  private boolean post(Said said) {
    long attempt = attempt(said, said.content);
    try {
      var answer = rest.post(said.room, said.clientId, said.content);
      if (answer.status() == 201) {
        acked(
            said,
            attempt,
            answer.body().path("id").asLong(),
            answer.body().path("seq").asLong(),
            false);
        return true;
      }
      if (answer.isRefusal()) {
        history.add(new Entry.Refused(attempt, answer.code()));
        unanswered.remove(said.clientId);
        return true;
      }
    } catch (IOException e) {
      // The answer was lost, or the request.
    }
    return false;
  }

  private void insistByRest(Said said) {
    for (int attempt = 0; attempt < 3 && !post(said); attempt++) {
      Pause.millis(20);
    }
  }

  private void sendByAllAtOnce(Said said) {
    var posted = CompletableFuture.runAsync(() -> post(said));
    sendByClient(said);
    sendByWire(said);
    posted.join();
  }

  private void sendAgain(Said said) {
    if (said.changes == 0 && random.nextBoolean()) {
      sendByClient(said);
    } else {
      post(said);
    }
  }

  private void sendOtherUnderTheSameName(Said said) {
    if (said.changes != 0) {
      // Of a deleted message nobody knows any more what was first said under its name.
      return;
    }
    var other = said.content + " or " + Long.toString(random.nextLong() >>> 1, 36);
    long attempt = attempt(said, other);
    try {
      var answer = rest.post(said.room, said.clientId, other);
      if (answer.status() == 201) {
        history.add(
            new Entry.Acked(
                attempt,
                answer.body().path("id").asLong(),
                answer.body().path("seq").asLong(),
                true));
      } else if (answer.isRefusal()) {
        history.add(new Entry.Refused(attempt, answer.code()));
      }
    } catch (IOException e) {
      // Refused or not: the history will say.
    }
  }

  // --- Changing

  /** One change at a time, and none after one whose outcome isn't known. */
  private void edit(ChatClient client, Said said) {
    said.changes++;
    var content = said.clientId + " edit " + said.changes + " " + random.nextInt(1_000_000);
    int way = random.nextInt(3);
    if (way == 0) {
      change(said, content);
      wire.trySend(frame("edit", said).put("content", content));
      forget(said);
    } else if (way == 1) {
      byClient(said, content, () -> client.api().edit(said.room, said.id, content));
    } else {
      byRest(said, content, () -> rest.edit(said.room, said.id, content), 200);
    }
  }

  private void delete(ChatClient client, Said said) {
    said.changes++;
    // Whatever comes of it.
    forget(said);
    int way = random.nextInt(3);
    if (way == 0) {
      change(said, null);
      wire.trySend(frame("delete", said));
    } else if (way == 1) {
      byClient(said, null, () -> client.api().delete(said.room, said.id));
    } else {
      byRest(said, null, () -> rest.delete(said.room, said.id), 204);
    }
  }

  private static ObjectNode frame(String type, Said said) {
    return Rest.JSON
        .createObjectNode()
        .put("type", type)
        .put("room_id", said.room)
        .put("id", said.id);
  }

  private void forget(Said said) {
    synchronized (remembered) {
      remembered.remove(said);
    }
  }

  private long change(Said said, @Nullable String content) {
    long change = numbers.changes().incrementAndGet();
    history.add(new Entry.ChangeTried(change, name, said.room, said.id, content));
    return change;
  }

  private void byClient(Said said, @Nullable String content, Runnable call) {
    long change = change(said, content);
    try {
      call.run();
      history.add(new Entry.ChangeAcked(change));
    } catch (ChatRefused e) {
      if (e.code().equals("internal")) {
        forget(said);
      } else {
        history.add(new Entry.ChangeRefused(change, e.code()));
      }
    } catch (ChatException e) {
      forget(said);
    }
  }

  private interface Call {
    Rest.Answer make() throws IOException;
  }

  private void byRest(Said said, @Nullable String content, Call call, int success) {
    long change = change(said, content);
    try {
      var answer = call.make();
      if (answer.status() == success) {
        history.add(new Entry.ChangeAcked(change));
        return;
      }
      if (answer.isRefusal()) {
        history.add(new Entry.ChangeRefused(change, answer.code()));
        return;
      }
    } catch (IOException e) {
      // The answer was lost, or the request.
    }
    forget(said);
  }

  // --- The end

  /** Sends everything again that has no answer, until it has one. */
  private void finish() {
    long end = System.nanoTime() + GIVE_UP_NANOS;
    while (!unanswered.isEmpty() && end - System.nanoTime() > 0) {
      for (var said : List.copyOf(unanswered.values())) {
        if (!post(said)) {
          Pause.millis(50);
          break;
        }
      }
    }
    if (client != null) {
      client.close();
    }
  }

  /** Ends the listening, too. */
  @Override
  public void close() {
    stop();
    wire.close();
  }
}
