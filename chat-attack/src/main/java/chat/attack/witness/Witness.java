package chat.attack.witness;

import chat.attack.scenario.World;
import chat.attack.wire.Line;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Three people in one room: one talks over chat.v1 and two listen, one of them in the seed's
 * dialect. Meanwhile they call, log in and open sockets. Each act is due at a time of its own and
 * measured from then, so that a stall counts for every act that it delays. Safe for use by several
 * threads.
 */
public final class Witness {
  private static final long TALK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long HANDSHAKE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LOGIN_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long CALM_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int PATIENCE_MS = 10_000;

  private final List<Person> people;
  private final int patienceMillis;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong notices = new AtomicLong();

  /** When those messages were due that each listener still has to get. */
  private final Map<Act, Set<Long>> undelivered =
      Map.of(
          Act.DELIVERY,
          ConcurrentHashMap.newKeySet(),
          Act.PLAIN_DELIVERY,
          ConcurrentHashMap.newKeySet());

  /** The sockets of those who listen, once they are in the room. */
  private final Map<Act, Line> listening = new ConcurrentHashMap<>();

  private final Set<Act> calm = ConcurrentHashMap.newKeySet();
  private volatile Felt felt = new Felt();
  private volatile boolean measuring;
  private volatile boolean ended;
  private volatile boolean listenersEnded;

  /** Starts to talk, and gives an act up after ten seconds. */
  public Witness(InetSocketAddress server, World world) {
    this(server, world, PATIENCE_MS);
  }

  /**
   * Starts to talk.
   *
   * @param patienceMillis after how long an act has failed
   */
  public Witness(InetSocketAddress server, World world, int patienceMillis) {
    this.patienceMillis = patienceMillis;
    people =
        world.witnesses().stream()
            .map(account -> new Person(account, server, world.witnessRoom(), patienceMillis))
            .toList();
    start(() -> listen(Act.DELIVERY));
    start(() -> listen(Act.PLAIN_DELIVERY));
    start(this::talk);
    start(new Rest()::call);
    start(() -> repeat(Act.HANDSHAKE, HANDSHAKE_NANOS, person(2)::shakeHands));
    start(() -> repeat(Act.LOGIN, LOGIN_NANOS, person(0)::logIn));
  }

  private void start(Runnable work) {
    var thread = new Thread(work, "witness");
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
  }

  /**
   * Waits until each kind of act takes as long as it should: a server that has just started is
   * slow. What was measured so far is forgotten.
   *
   * @return whether that was so within the time
   */
  public boolean warmUp(int seconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (calm.size() < Act.values().length && end - System.nanoTime() > 0) {
      Thread.sleep(20);
    }
    boolean isCalm = calm.size() == Act.values().length;
    felt = new Felt();
    notices.set(0);
    measuring = true;
    return isCalm;
  }

  /** What was noticed since the warm-up. Still changes until {@link #end}. */
  public Felt felt() {
    return felt;
  }

  /** How many notices of people who come and go the listener of the seed's dialect got. */
  public long notices() {
    return notices.get();
  }

  /** Ends after the acts under way; a message that a listener misses by then counts as failed. */
  public void end() throws InterruptedException {
    ended = true;
    for (var thread : threads.subList(2, threads.size())) {
      thread.join();
    }
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    while (undelivered.values().stream().anyMatch(m -> !m.isEmpty())
        && end - System.nanoTime() > 0) {
      Thread.sleep(20);
    }
    listenersEnded = true;
    undelivered.forEach(
        (act, messages) ->
            messages.forEach(due -> failed(act, System.nanoTime() - due, "a message never came")));
    listening.values().forEach(Line::close);
  }

  private Set<Long> undelivered(Act act) {
    return undelivered.getOrDefault(act, Set.of());
  }

  private void took(Act act, long nanos) {
    felt.took(act, nanos);
    if (nanos < CALM_NANOS) {
      calm.add(act);
    } else {
      calm.remove(act);
    }
  }

  private void failed(Act act, long nanos, String why) {
    felt.failed(act, nanos, why);
    calm.remove(act);
  }

  private Person person(int number) {
    return people.get(number);
  }

  // --- Those who talk and listen ---

  private void talk() {
    Line line = null;
    long due = 0;
    for (long number = 0; !ended; number++) {
      due = next(due, TALK_NANOS);
      long sent = due;
      try {
        if (line == null) {
          line = person(0).join();
        }
        for (var messages : undelivered.entrySet()) {
          if (listening.containsKey(messages.getKey())) {
            messages.getValue().add(sent);
          }
        }
        person(0).say(line, "w" + number + "-" + due);
        took(Act.ACK, System.nanoTime() - due);
      } catch (IOException e) {
        // Whether it was stored isn't known.
        undelivered.values().forEach(messages -> messages.remove(sent));
        failed(Act.ACK, System.nanoTime() - due, reason(e));
        close(line);
        line = null;
      }
    }
    close(line);
  }

  private void listen(Act act) {
    while (!listenersEnded) {
      long heard = System.nanoTime();
      try (var line = act == Act.DELIVERY ? person(1).join() : person(2).joinPlainly()) {
        while (!listenersEnded) {
          take(act, line, Person.next(line));
          heard = System.nanoTime();
        }
      } catch (IOException e) {
        listening.remove(act);
        if (!ended) {
          // What was sent while it was away isn't sent again in the seed's dialect.
          undelivered(act).clear();
          failed(act, System.nanoTime() - heard, "listener: " + reason(e));
          LockSupport.parkNanos(TALK_NANOS);
        }
      }
    }
  }

  private void take(Act act, Line line, JsonNode frame) {
    switch (frame.path("type").asText()) {
      case "joined" -> listening.put(act, line);
      case "system" -> {
        notices.incrementAndGet();
        // The first one says that it is in the room; the handshake's answer comes before that.
        listening.put(act, line);
      }
      case "message" -> {
        var text = frame.path("content").asText();
        int dash = text.indexOf('-');
        if (text.startsWith("w") && dash > 0) {
          long due = Long.parseLong(text.substring(dash + 1));
          took(act, System.nanoTime() - due);
          undelivered(act).remove(due);
        }
      }
      default -> {
        // Presence and such.
      }
    }
  }

  // --- Calls, logins and handshakes ---

  /** Health on connections of its own, history on one that is kept. */
  private final class Rest {
    private @Nullable Line kept;
    private boolean history;

    void call() {
      repeat(
          Act.REST,
          REST_NANOS,
          () -> {
            history = !history;
            if (history) {
              readHistory();
            } else {
              person(1).askForHealth();
            }
          });
      Witness.close(kept);
    }

    private void readHistory() throws IOException {
      try {
        if (kept == null) {
          kept = person(1).connect();
        }
        person(1).readHistory(kept);
      } catch (IOException e) {
        Witness.close(kept);
        kept = null;
        throw e;
      }
    }
  }

  /** Something that a witness does. */
  private interface Action {
    void act() throws IOException;
  }

  private void repeat(Act act, long everyNanos, Action action) {
    for (long due = next(0, everyNanos); !ended; due = next(due, everyNanos)) {
      try {
        action.act();
        took(act, System.nanoTime() - due);
      } catch (IOException e) {
        failed(act, System.nanoTime() - due, reason(e));
      }
    }
  }

  /**
   * Waits until the next act is due and returns when that was. Before the measurement it is due a
   * while after the last one has ended, so that a slow start leaves no arrears.
   */
  private long next(long due, long everyNanos) {
    long now = System.nanoTime();
    if (due == 0) {
      return now;
    }
    long then = (measuring ? due : now) + everyNanos;
    for (long left = then - now; left > 0 && !ended; left = then - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return then;
  }

  private static String reason(IOException e) {
    var message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static void close(@Nullable Line line) {
    if (line != null) {
      line.close();
    }
  }
}
